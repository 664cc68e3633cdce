using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatSdk.Testing;

/// <summary>A request that a <see cref="FakeChatServer"/> received. It can be read from any thread.</summary>
public sealed class FakeRequest
{
    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<ChatCompletionRequest?> _chat;
    private volatile bool _isAnswered;

    internal FakeRequest(HttpRequest request, byte[] body)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Method = request.Method;
        // Kestrel unescapes request.Path, but not the raw target. If the client uses a proxy, the target is an absolute URL.
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

    /// <summary>Gets the HTTP method in upper case, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path as it was sent, with percent-encoded characters and without the query, such as <c>/v1/chat/completions</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the query with its leading <c>?</c>; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>Gets the headers. Names are case-insensitive; several values with the same name are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text; empty if there is none.</summary>
    public string Body { get; }

    /// <summary>Gets the body as JSON; <see langword="null"/> if it is not JSON.</summary>
    public JsonElement? Json { get; }

    /// <summary>
    /// Gets the body as a typed request; <see langword="null"/> if it is not a JSON object with <c>messages</c>.
    /// It is read as leniently as a response: fields without a property are in <see cref="WireRecord.ExtraFields"/>.
    /// </summary>
    public ChatCompletionRequest? Chat => _chat.Value;

    /// <summary>
    /// Gets a task that completes when the client disconnects before the server has sent the complete answer.
    /// It never completes if the answer was sent completely, or if the server itself cut it off.
    /// </summary>
    /// <remarks>
    /// A client disconnects when its connection is closed. When a response is disposed early, <see cref="HttpClient"/> first
    /// waits for the rest of it, for up to two seconds unless <see cref="SocketsHttpHandler.ResponseDrainTimeout"/>
    /// is set; when a request is canceled, <see cref="HttpClient"/> closes the connection immediately.
    /// </remarks>
    public Task ClientDisconnected => _disconnected.Task;

    /// <summary>Gets the body as it was received.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Returns a one-line description of the request.</summary>
    internal string Describe() => new RecordedSecrets(this).Hide($"{Method} {Path}{SecretQuery.Without(Query)} {OneLine.Of(Body, 500)}".TrimEnd());

    /// <summary>Marks the request as answered. If the client disconnects afterwards, <see cref="ClientDisconnected"/> does not complete.</summary>
    internal void MarkAnswered() => _isAnswered = true;

    internal void MarkDisconnected()
    {
        if (!_isAnswered)
        {
            _disconnected.TrySetResult();
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
