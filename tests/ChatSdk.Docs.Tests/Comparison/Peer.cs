using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using Official = OpenAI.Chat;

namespace ChatSdk.Docs.Tests.Comparison;

/// <summary>A client in the comparison. It is used as its documentation recommends, with its default options.</summary>
internal sealed record Peer(string Name, Func<CancellationToken, Task<Received>> Complete, Func<Received, CancellationToken, Task> Stream)
{
    /// <summary>Returns the clients in the order of the columns in the comparison table.</summary>
    public static IReadOnlyList<Peer> All(string address, ChatClient client)
    {
        var official = new Official.ChatClient("m", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = new Uri(address) });
        return [Official(official), Adapter(official.AsIChatClient()), Own(client)];
    }

    private static Peer Official(Official.ChatClient client) => new(
        $"OpenAI {Version(typeof(Official.ChatClient))}",
        async cancellation =>
        {
            Official.ChatCompletion answer = await client.CompleteChatAsync([new Official.UserChatMessage("Hi")], cancellationToken: cancellation);
            return new Received(string.Concat(answer.Content.Select(part => part.Text)), "", [.. answer.ToolCalls.Select(call => $"{call.FunctionName} {call.FunctionArguments}")]);
        },
        async (received, cancellation) =>
        {
            // The package does not assemble tool calls, so this code assembles them by index.
            SortedDictionary<int, string> calls = [];
            await foreach (var update in client.CompleteChatStreamingAsync([new Official.UserChatMessage("Hi")], cancellationToken: cancellation))
            {
                received.Text += string.Concat(update.ContentUpdate.Select(part => part.Text));
                foreach (var call in update.ToolCallUpdates)
                {
                    calls[call.Index] = calls.GetValueOrDefault(call.Index) + (call.FunctionName is { Length: > 0 } name ? $"{name} " : "") + call.FunctionArgumentsUpdate;
                }

                received.ToolCalls = [.. calls.Values];
            }
        });

    private static Peer Adapter(IChatClient client) => new(
        $"Microsoft.Extensions.AI.OpenAI {Version(typeof(OpenAIClientExtensions))}",
        async cancellation => Of(await client.GetResponseAsync("Hi", cancellationToken: cancellation)),
        async (received, cancellation) =>
        {
            List<ChatResponseUpdate> updates = [];
            await foreach (var update in client.GetStreamingResponseAsync("Hi", cancellationToken: cancellation))
            {
                updates.Add(update);
                var sofar = Of(updates.ToChatResponse());
                (received.Text, received.Reasoning, received.ToolCalls) = (sofar.Text, sofar.Reasoning, sofar.ToolCalls);
            }
        });

    private static Received Of(ChatResponse answer)
    {
        List<AIContent> contents = [.. answer.Messages.SelectMany(message => message.Contents)];
        return new Received(
            answer.Text,
            string.Concat(contents.OfType<TextReasoningContent>().Select(part => part.Text)),
            [.. contents.OfType<FunctionCallContent>().Select(call => $"{call.Name} {JsonSerializer.Serialize(call.Arguments)}")]);
    }

    private static Peer Own(ChatClient client) => new(
        "ChatSdk",
        async cancellation => Of(await client.CreateAsync("Hi", cancellation)),
        async (received, cancellation) =>
        {
            var accumulator = new ChatCompletionAccumulator();
            await foreach (var chunk in client.CreateStreamAsync("Hi", cancellation))
            {
                accumulator.Add(chunk);
                var sofar = Of(accumulator.ToCompletion());
                (received.Text, received.Reasoning, received.ToolCalls) = (sofar.Text, sofar.Reasoning, sofar.ToolCalls);
            }
        });

    private static Received Of(ChatCompletion answer) => new(answer.Text, answer.Reasoning ?? "", [.. answer.ToolCalls.Select(call => $"{call.Function?.Name} {call.Function?.Arguments}")]);

    private static string Version(Type type) => type.Assembly.GetName().Version!.ToString(3);
}
