using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The complete answer of the model to a chat request.</summary>
[JsonConverter(typeof(WireConverter<ChatCompletion>))]
public sealed partial record ChatCompletion() : WireRecord, IModelAnswer
{
    private ExcludedFromEquality<ChatResponseInfo> _response;

    /// <summary>Gets the id that the server assigned to the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the type of the object: <c>chat.completion</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets the time at which the answer was created, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }

    /// <summary>Gets the time at which the answer was created; <see langword="null"/> if the server did not send a valid time.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets the name of the model that generated the answer.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>
    /// Gets the choices as they were received. If several were requested, they are alternatives. If one was requested, but the server split
    /// the answer into several choices, <see cref="Message"/> combines them.
    /// </summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<ChatChoice> Choices { get; init => field = WireList<ChatChoice>.From(value); } = WireList<ChatChoice>.Empty;

    /// <summary>Gets the token usage; <see langword="null"/> if the server does not report it.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the fingerprint of the server's configuration.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get; init; }

    /// <summary>Gets the service tier that was used for the answer.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Gets the provider that a gateway forwarded the request to.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get; init; }

    /// <summary>Gets the URLs of the sources that the answer cites.</summary>
    [JsonPropertyName("citations")]
    public IReadOnlyList<string>? Citations { get; init => field = WireList<string>.FromOptional(value); }

    /// <summary>
    /// Gets the HTTP status, headers, request id and rate limits of the response; <see langword="null"/> if this object was not created
    /// by a client. This property is not written as JSON, and equality ignores it.
    /// </summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _response.Value; init => _response = new(value); }

    /// <summary>Gets the text of <see cref="Message"/>; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => Message?.Text ?? "";

    /// <summary>Gets the model's reasoning in <see cref="Message"/>; empty if there is none.</summary>
    [JsonIgnore]
    public string Reasoning => Message?.Reasoning ?? "";

    /// <summary>Gets the images of <see cref="Message"/>, including those in its content, without duplicates; empty if there are none.</summary>
    [JsonIgnore]
    public IReadOnlyList<ImagePart> Images => Message?.AllImages ?? [];

    /// <summary>Gets the tool calls of <see cref="Message"/>; empty if there are none.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChatToolCall> ToolCalls => Message?.ToolCalls ?? [];

    /// <summary>Gets the reason why the model stopped; <see langword="null"/> if the server did not send one. If several choices were requested, this is the finish reason of the first choice.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => IsOneAnswer ? OneAnswer.FinishReasonOf(Choices.Select(choice => choice.FinishReason)) : First?.FinishReason;

    /// <summary>
    /// Gets the message of the answer, which can be added to the next request; <see langword="null"/> if there is none. If several
    /// choices were requested, this is the message of the first choice; otherwise, it combines the text, reasoning and tool calls of
    /// all choices, because some servers split one answer into several choices.
    /// </summary>
    [JsonIgnore]
    public ChatMessage? Message => IsOneAnswer ? OneAnswer.MessageOf(Choices, Id) : First?.Message;

    private bool IsOneAnswer => Choices.Count > 1 && Response is { HasOneChoice: true };

    private ChatChoice? First => Choices.FirstOrDefault(choice => choice.Index is null or 0) ?? (Choices.Count > 0 ? Choices[0] : null);

    IEnumerable<FinishReason?> IModelAnswer.FinishReasons => Choices.Select(choice => choice.FinishReason);

    bool IModelAnswer.IsComplete =>
        Choices.Count > 0 && !Choices.Any(choice => choice.FinishReason?.Kind is FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error);
}
