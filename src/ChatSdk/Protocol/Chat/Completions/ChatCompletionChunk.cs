using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A piece of a streamed answer.</summary>
[JsonConverter(typeof(WireConverter<ChatCompletionChunk>))]
public sealed partial record ChatCompletionChunk() : WireRecord
{
    // Values that most chunks of a stream share are in one object for all of them.
    private Shared _shared = Shared.None;
    private OneOrMore<ChatChunkChoice> _choices = new(WireList<ChatChunkChoice>.Empty);

    /// <summary>Gets the id that the server gave the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get => _shared.Id; init => _shared = _shared with { Id = value }; }

    /// <summary>Gets the kind of object; <c>chat.completion.chunk</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get => _shared.Object; init => _shared = _shared with { Object = value }; }

    /// <summary>Gets when the answer was made, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public long? Created { get => _shared.Created; init => _shared = _shared with { Created = value }; }

    /// <summary>Gets when the answer was created, as a time; <see langword="null"/> if the server did not say.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets the model that answers.</summary>
    [JsonPropertyName("model")]
    public string? Model { get => _shared.Model; init => _shared = _shared with { Model = value }; }

    /// <summary>Gets the pieces of the alternatives; empty in a chunk that only tells the usage.</summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<ChatChunkChoice> Choices { get => _choices.List!; init => _choices = new(WireList<ChatChunkChoice>.From(value)); }

    /// <summary>Gets what the answer cost in tokens so far; most servers tell it in the last chunk.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get => _shared.Usage; init => _shared = _shared with { Usage = value }; }

    /// <summary>Gets the version of the server's set-up.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get => _shared.SystemFingerprint; init => _shared = _shared with { SystemFingerprint = value }; }

    /// <summary>Gets the class of service that the answer is given with.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get => _shared.ServiceTier; init => _shared = _shared with { ServiceTier = value }; }

    /// <summary>Gets the service behind a gateway that answers.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get => _shared.Provider; init => _shared = _shared with { Provider = value }; }

    /// <summary>Gets the addresses of the sources.</summary>
    [JsonPropertyName("citations")]
    public IReadOnlyList<string>? Citations { get => _shared.Citations; init => _shared = _shared with { Citations = WireList<string>.FromOptional(value) }; }

    /// <summary>
    /// Gets what came besides the body: status, headers, request id, rate limits; <see langword="null"/> if this was not made
    /// by a client. It is not written as JSON, and does not count for equality.
    /// </summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _shared.Response.Value; init => _shared = _shared with { Response = new(value) }; }

    /// <summary>Gets the next fragment of the text; empty if there is none. If several choices were requested, it is that of the first one.</summary>
    [JsonIgnore]
    public string Text => IsOneAnswer ? string.Concat(Choices.Select(choice => choice.Delta?.Text)) : First?.Delta?.Text ?? "";

    /// <summary>Gets the next fragment of the model's reasoning; empty if there is none. If several choices were requested, it is that of the first one.</summary>
    [JsonIgnore]
    public string Reasoning => IsOneAnswer ? string.Concat(Choices.Select(choice => choice.Delta?.Reasoning)) : First?.Delta?.Reasoning ?? "";

    /// <summary>Gets fragments of tool calls; empty if there are none. If several choices were requested, they are those of the first one.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChatToolCall> ToolCalls => IsOneAnswer ? [.. Choices.SelectMany(choice => choice.Delta?.ToolCalls ?? [])] : First?.Delta?.ToolCalls ?? [];

    /// <summary>Gets why the model stopped; <see langword="null"/> until it has. If several choices were requested, it is that of the first one.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => IsOneAnswer ? OneAnswer.FinishReasonOf(Choices.Select(choice => choice.FinishReason)) : First?.FinishReason;

    // One choice was requested, so that all are parts of one answer, and here are several.
    private bool IsOneAnswer => _choices.Count > 1 && Response is { HasOneChoice: true };

    private ChatChunkChoice? First
    {
        get
        {
            for (var at = 0; at < _choices.Count; at++)
            {
                if (_choices[at].Index is null or 0 || Response is { HasOneChoice: true })
                {
                    return _choices[at];
                }
            }

            return null;
        }
    }

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public string? Id;
        public string? Object;
        public long? Created;
        public string? Model;
        public ChatUsage? Usage;
        public string? SystemFingerprint;
        public ServiceTier? ServiceTier;
        public string? Provider;
        public WireList<string>? Citations;
        public ExcludedFromEquality<ChatResponseInfo> Response;
    }
}
