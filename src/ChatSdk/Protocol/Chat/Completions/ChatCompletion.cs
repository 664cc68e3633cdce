using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>An answer of the model.</summary>
[JsonConverter(typeof(WireConverter<ChatCompletion>))]
public sealed partial record ChatCompletion() : WireRecord, IModelAnswer
{
    private ExcludedFromEquality<ChatResponseInfo> _response;

    /// <summary>Gets the id that the server gave the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the kind of object; <c>chat.completion</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets when the answer was made, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }

    /// <summary>Gets when the answer was created, as a time; <see langword="null"/> if the server did not say.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets the model that answered.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the choices as they were received: alternatives if several were requested; otherwise parts of one answer, which is in <see cref="Message"/>.</summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<ChatChoice> Choices { get; init => field = WireList<ChatChoice>.From(value); } = WireList<ChatChoice>.Empty;

    /// <summary>Gets what the answer cost in tokens, if the server says so.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the version of the server's set-up.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get; init; }

    /// <summary>Gets the class of service that the answer was given with.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Gets the service behind a gateway that answered.</summary>
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

    /// <summary>Gets the text of <see cref="Message"/>; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => Message?.Text ?? "";

    /// <summary>Gets the model's reasoning in <see cref="Message"/>; empty if there is none.</summary>
    [JsonIgnore]
    public string Reasoning => Message?.Reasoning ?? "";

    /// <summary>Gets the tool calls of <see cref="Message"/>; empty if there are none.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChatToolCall> ToolCalls => Message?.ToolCalls ?? [];

    /// <summary>Gets why the model stopped; <see langword="null"/> if the server did not say. If several choices were requested, it is that of the first one.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => IsOneAnswer ? OneAnswer.FinishReasonOf(Choices.Select(choice => choice.FinishReason)) : First?.FinishReason;

    /// <summary>
    /// Gets the message, ready to be sent back; <see langword="null"/> if there is none. If several choices were requested, it is
    /// that of the first one; otherwise it holds the text, the reasoning and the tool calls of all choices, because some
    /// servers put one answer into several.
    /// </summary>
    [JsonIgnore]
    public ChatMessage? Message => IsOneAnswer ? OneAnswer.MessageOf(this) : First?.Message;

    private bool IsOneAnswer => Choices.Count > 1 && Response is { HasOneChoice: true };

    private ChatChoice? First => Choices.FirstOrDefault(choice => choice.Index is null or 0) ?? (Choices.Count > 0 ? Choices[0] : null);

    IEnumerable<FinishReason?> IModelAnswer.FinishReasons => Choices.Select(choice => choice.FinishReason);

    bool IModelAnswer.IsComplete =>
        Choices.Count > 0 && !Choices.Any(choice => choice.FinishReason?.Kind is FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error);
}
