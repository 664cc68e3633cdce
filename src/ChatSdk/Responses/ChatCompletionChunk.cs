using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A piece of a streamed answer.</summary>
[JsonConverter(typeof(WireConverter<ChatCompletionChunk>))]
public sealed partial record ChatCompletionChunk() : WireRecord
{
    private NotCompared<ChatResponseInfo> _response;

    /// <summary>Gets the id that the server gave the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the kind of object; <c>chat.completion.chunk</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets when the answer was made, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }

    /// <summary>Gets the model that answers.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the pieces of the alternatives; empty in a chunk that only tells the usage.</summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<ChatChunkChoice> Choices { get; init => field = WireList<ChatChunkChoice>.From(value); } = WireList<ChatChunkChoice>.Empty;

    /// <summary>Gets what the answer cost in tokens so far; most servers tell it in the last chunk.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the version of the server's set-up.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get; init; }

    /// <summary>Gets the class of service that the answer is given with.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Gets the service behind a gateway that answers.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get; init; }

    /// <summary>Gets the addresses of the sources.</summary>
    [JsonPropertyName("citations")]
    public IReadOnlyList<string>? Citations { get; init => field = WireList<string>.FromOptional(value); }

    /// <summary>
    /// Gets what came besides the body: status, headers, request id, rate limits; <see langword="null"/> if this was not made
    /// by a client. It is not written as JSON, and does not count for equality.
    /// </summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _response.Value; init => _response = new(value); }

    /// <summary>Gets the piece of text for the first choice; empty if this chunk brings none.</summary>
    [JsonIgnore]
    public string Text => First?.Delta?.Text ?? "";

    /// <summary>Gets the piece of the model's thinking for the first choice; empty if this chunk brings none.</summary>
    [JsonIgnore]
    public string Reasoning => First?.Delta?.Reasoning ?? "";

    /// <summary>Gets the pieces of tool calls for the first choice; empty if this chunk brings none.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChatToolCall> ToolCalls => First?.Delta?.ToolCalls ?? [];

    /// <summary>Gets why the model stopped in the first choice; <see langword="null"/> until it has.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => First?.FinishReason;

    private ChatChunkChoice? First => Choices.FirstOrDefault(choice => choice.Index is null || choice.Index == (Response?.FirstChoice ?? 0));
}
