using System.Diagnostics;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads an endpoint's complete answer from its bytes.</summary>
/// <exception cref="JsonException">The bytes are not the expected JSON.</exception>
internal delegate ValueTask<T> AnswerReading<T>(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken);

/// <summary>An operation of the protocol, with the properties that the layers of a call use.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path after the base address, such as <c>chat/completions</c>.</param>
internal abstract class Endpoint(HttpMethod method, string path)
{
    public HttpMethod Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>Gets the name of the operation in traces and metrics; <see langword="null"/> if its calls do not appear there.</summary>
    public string? TelemetryName { get; init; }

    /// <summary>Gets the callback that adds tags for the fields of a request, such as its temperature, to the span; <see langword="null"/> if there are none. If the last argument is <see langword="true"/>, the callback also adds the messages.</summary>
    public Action<Activity, WireRecord, bool>? RequestTags { get; init; }

    /// <summary>Gets whether answers may be stored in the response cache.</summary>
    public bool IsCacheable { get; init; }
}

/// <summary>An operation of the protocol, with the reader for its complete answer.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
internal sealed class Endpoint<T> : Endpoint
{
    public Endpoint(HttpMethod method, string path, AnswerReading<T> read)
        : base(method, path) => CompleteAnswer = new CompleteAnswer<T>(read);

    /// <summary>Gets the object that reads the complete answer.</summary>
    public CompleteAnswer<T> CompleteAnswer { get; }
}
