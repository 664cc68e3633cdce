using System.Net;
using System.Text.Json;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Answers the first request with a tool call, and the others with text.</summary>
internal sealed class ToolCallHandler(ChatToolCall call) : HttpMessageHandler
{
    private int _count;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = _count++ == 0 ? new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [call] } : ChatMessage.Assistant("Hi");
        var answer = new ChatCompletion { Choices = [new ChatChoice { Message = message, FinishReason = FinishReason.Stop }] };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(JsonSerializer.Serialize(answer)),
            RequestMessage = request,
        });
    }
}
