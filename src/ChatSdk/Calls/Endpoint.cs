using System.Diagnostics;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the complete answer of an endpoint from its bytes.</summary>
/// <exception cref="JsonException">The bytes are not the JSON that was expected.</exception>
internal delegate ValueTask<T> AnswerReading<T>(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken);

/// <summary>An operation of the protocol, as data: all that the layers of a call need to know of it.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path after the server's base, such as <c>chat/completions</c>.</param>
internal abstract class Endpoint(HttpMethod method, string path)
{
    public HttpMethod Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>Gets the name of the operation in traces and metrics; <see langword="null"/> if its calls are not reported.</summary>
    public string? TelemetryName { get; init; }

    /// <summary>Gets what a trace says of a request besides its model; <see langword="null"/> for nothing.</summary>
    public Action<Activity, WireRecord, bool>? RequestTags { get; init; }

    /// <summary>Gets whether the response cache may answer.</summary>
    public bool IsCacheable { get; init; }
}

/// <summary>An operation of the protocol and how its complete answer is read.</summary>
/// <typeparam name="T">The answer.</typeparam>
internal sealed class Endpoint<T> : Endpoint
{
    public Endpoint(HttpMethod method, string path, AnswerReading<T> read)
        : base(method, path) => CompleteAnswer = new CompleteAnswer<T>(read);

    /// <summary>Gets how a response becomes the answer.</summary>
    public CompleteAnswer<T> CompleteAnswer { get; }
}
