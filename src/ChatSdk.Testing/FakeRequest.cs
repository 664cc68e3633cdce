using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatSdk.Testing;

/// <summary>A request that reached a <see cref="FakeChatServer"/>, as it came. It is safe to read from any thread.</summary>
public sealed class FakeRequest
{
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<ChatCompletionRequest?> _chat;
    private volatile bool _isAnswered;

    internal FakeRequest(HttpRequest request, byte[] body)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Method = request.Method;
        // The path that Kestrel gives is unescaped; the raw target is not. A proxy's is a whole address.
        Path = target.StartsWith('/') ? target.Split('?')[0] : request.Path.ToString();
        Query = request.QueryString.ToString();
        Headers = request.Headers.ToFrozenDictionary(
            header => header.Key,
            header => string.Join(", ", header.Value.ToArray()),
            StringComparer.OrdinalIgnoreCase);
        Bytes = body;
        Body = Encoding.UTF8.GetString(body);
        Json = Parse(body);
        _chat = new Lazy<ChatCompletionRequest?>(ReadChat);
    }

    /// <summary>Gets the HTTP method in capitals, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path as it was sent, escapes and all, without the query, such as <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the query with its leading <c>?</c>; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>Gets the headers. Their names are found in any case; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text; empty if there is none.</summary>
    public string Body { get; }

    /// <summary>Gets the body as JSON; <see langword="null"/> if it is not JSON.</summary>
    public JsonElement? Json { get; }

    /// <summary>
    /// Gets the body as the typed request; <see langword="null"/> if it is none: not a JSON object with <c>messages</c>.
    /// It is read as tolerantly as an answer: what the library has no property for is in <see cref="WireRecord.ExtraFields"/>.
    /// </summary>
    public ChatCompletionRequest? Chat => _chat.Value;

    /// <summary>
    /// Gets a task that completes when the client has gone away before the server had sent its whole answer.
    /// It never completes if the answer was sent whole, or if it was the server that broke it off.
    /// </summary>
    /// <remarks>
    /// A client has not gone away before its connection is closed. An <see cref="HttpClient"/> whose response is
    /// disposed early first waits for the rest, two seconds long, unless <see cref="SocketsHttpHandler.ResponseDrainTimeout"/>
    /// says otherwise; when a request is cancelled it closes the connection at once.
    /// </remarks>
    public Task ClientDisconnected => _left.Task;

    /// <summary>Gets the body as it came.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Says in one line what came.</summary>
    internal string Describe() => $"{Method} {Path}{RecordedSecrets.WithoutKeys(Query)} {OneLine.Of(Body, 500)}".TrimEnd();

    /// <summary>From now on it does not matter whether the client leaves.</summary>
    internal void MarkAnswered() => _isAnswered = true;

    internal void MarkLeft()
    {
        if (!_isAnswered)
        {
            _left.TrySetResult();
        }
    }

    private ChatCompletionRequest? ReadChat() =>
        Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("messages", out _)
            ? WireReader.ReadWhole<ChatCompletionRequest>(JsonMarshal.GetRawUtf8Value(json))
            : null;

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
