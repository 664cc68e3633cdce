using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in <c>docs/errors-and-retries.md</c>.</summary>
internal static class ErrorSnippets
{
    public static async Task CatchAsync(ChatClient client, ChatCompletionRequest request)
    {
        try
        {
            ChatCompletion answer = await client.CreateAsync(request);
            Console.WriteLine(answer.Text);
        }
        catch (ChatRateLimitException exception) when (exception.IsQuotaExhausted)
        {
            Console.WriteLine("The quota is exhausted. A short wait does not help.");
        }
        catch (ChatApiException exception) when (exception.Kind == ChatErrorKind.Authentication)
        {
            Console.WriteLine("The key is wrong.");
        }
        catch (ChatApiException exception) when (exception.Kind == ChatErrorKind.ContextLength)
        {
            Console.WriteLine("The conversation is too long for this model.");
        }
        catch (ChatException exception)
        {
            Console.WriteLine($"{exception.Message} (request {exception.RequestId}, can be retried: {exception.IsRetryable})");
        }
    }

    public static async Task ReadPartialAnswerAsync(ChatClient client, ChatCompletionRequest request)
    {
        try
        {
            await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request))
            {
                Console.Write(chunk.Text);
            }
        }
        catch (ChatException exception) when (exception.Partial is { } partial)
        {
            Console.WriteLine($"The stream broke after: {partial.Text} ({partial.ToolCalls.Count} tool calls, {partial.Usage?.TotalTokens} tokens)");
        }
    }

    public static void SetLimits(string key)
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "https://host/v1",
            ApiKey = key,
            MaxRetries = 4,
            MaxRetryAfter = TimeSpan.FromSeconds(20),
            AttemptTimeout = TimeSpan.FromSeconds(90),
            OverallTimeout = TimeSpan.FromMinutes(3),
        });
    }

    public static void KeepBothRetries(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(options =>
        {
            options.BaseAddress = "https://host/v1";
            options.ResilienceHandlerBehavior = ResilienceHandlerBehavior.KeepBoth;
        });
    }
}
