using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What the model wrote behind a prompt; in a stream, a piece of it.</summary>
[JsonConverter(typeof(WireConverter<TextCompletion>))]
public sealed partial record TextCompletion() : WireRecord, IModelAnswer
{
    private ExcludedFromEquality<ChatResponseInfo> _response;

    /// <summary>Gets the id that the server gave the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the kind of object; <c>text_completion</c>.</summary>
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

    /// <summary>Gets the alternatives; one for each prompt, unless more were asked for.</summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<TextChoice> Choices { get; init => field = WireList<TextChoice>.From(value); } = WireList<TextChoice>.Empty;

    /// <summary>Gets what the answer cost in tokens, if the server says so.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the version of the server's set-up.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get; init; }

    /// <summary>Gets the service behind a gateway that answered.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get; init; }

    /// <summary>
    /// Gets what came besides the body: status, headers, request id, rate limits; <see langword="null"/> if this was not made
    /// by a client. It is not written as JSON, and does not count for equality.
    /// </summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _response.Value; init => _response = new(value); }

    /// <summary>Gets the text of the first choice; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => First?.Text ?? "";

    /// <summary>Gets why the model stopped in the first choice; <see langword="null"/> if the server did not say.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => First?.FinishReason;

    private TextChoice? First => Choices.FirstOrDefault(choice => choice.Index is null or 0);

    IEnumerable<FinishReason?> IModelAnswer.FinishReasons => Choices.Select(choice => choice.FinishReason);

    bool IModelAnswer.IsComplete =>
        Choices.Count > 0 && !Choices.Any(choice => choice.FinishReason?.Kind is FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error);
}
