using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# of the README and the pages under docs, so that it compiles. <see cref="SnippetTests"/> compares.</summary>
internal static class Snippets
{
    public static async Task FirstStepsAsync()
    {
        using var client = new ChatClient("http://localhost:11434/v1", apiKey: null, model: "llama3.2");

        ChatCompletion answer = await client.CreateAsync("Write a haiku about recursion in programming.");
        Console.WriteLine(answer.Text);

        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync("And one about streams."))
        {
            Console.Write(chunk.Text);
        }
    }

    public static async Task AskAsync(ChatClient client)
    {
        var request = new ChatCompletionRequest
        {
            Model = "gpt-4o-mini",
            Messages = [ChatMessage.System("You are helpful."), ChatMessage.User("How are you?")],
            Temperature = 0.2,
            Stop = ["11", "eleven"],
        }.WithField("top_a", 0.5);    // any other field, on any record

        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine($"{answer.Text} ({answer.FinishReason}, {answer.Usage?.TotalTokens} tokens)");
        Console.WriteLine(answer.ExtraFields.ContainsKey("provider_notes"));
    }

    public static async Task FailAsync(ChatClient client, ChatCompletionRequest request)
    {
        try
        {
            await client.CreateAsync(request);
        }
        catch (RateLimitException exception)
        {
            Console.WriteLine(exception.IsBudget ? "The budget is used up." : $"Too fast; wait {exception.RetryAfter}.");
        }
        catch (ChatException exception)
        {
            Console.WriteLine($"{exception.Message} What had come: {exception.Partial?.Text}");
        }
    }

    public static void Register(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));
    }

    public static void RegisterTwo(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(options => options.BaseAddress = "http://localhost:8000/v1");
        builder.Services.AddChatClient("fast", builder.Configuration.GetSection("Fast"));
    }

    public static async Task TestAsync()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.AnswersError(503, "Not yet.").AnswersStream("Hel", "lo");
        using var client = new ChatClient(server.BaseAddress, model: "any");
    }

    public static async Task TestFaultsAsync()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.AnswersStream("Hel", "lo").Answers(FakeAnswer.Stream("Hel").ThenCuts());
    }

    public static async Task CreateAsync(ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        ChatCompletion answer = await client.CreateAsync(request, cancellationToken: cancellationToken);
        Console.WriteLine(answer.Text);
    }

    public static async Task StreamAsync(ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        var whole = new ChatCompletionAccumulator();
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request, cancellationToken: cancellationToken))
        {
            Console.Write(chunk.Text);
            whole.Add(chunk);
        }

        ChatCompletion answer = whole.ToCompletion();
        Console.WriteLine(answer.Text);
    }

    public static void UseExtraFields(ChatCompletion answer)
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")] }
            .WithField("reasoning", new JsonObject { ["effort"] = "high" });
        JsonElement cost = answer.Usage!.ExtraFields["cost"];
        Console.WriteLine($"{request} {cost}");
    }
}
