using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The embeddings for a request, with the token usage.</summary>
[JsonConverter(typeof(WireConverter<EmbeddingResponse>))]
public sealed partial record EmbeddingResponse() : WireRecord, IModelAnswer
{
    private readonly ExcludedFromEquality<ChatResponseInfo> _response;

    /// <summary>Gets the type of the object: <c>list</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets the embeddings, in the order of the inputs, even if the server sent them in another order. Never <see langword="null"/>.</summary>
    [JsonPropertyName("data")]
    public IReadOnlyList<ChatEmbedding> Data { get; init => field = WireList<ChatEmbedding>.From(value?.OrderBy(embedding => embedding.Index ?? 0)); } = WireList<ChatEmbedding>.Empty;

    /// <summary>Gets the name of the model that generated the embeddings.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the token usage; <see langword="null"/> if the server does not report it.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the vector of the first input; empty if there is none.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<float> Vector => Data.Count > 0 ? Data[0].Vector : default;

    /// <summary>Gets the HTTP status, headers and other metadata of the response; <see langword="null"/> if this object was not created by a client.</summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _response.Value; init => _response = new(value); }

    string? IModelAnswer.Id => null;

    IEnumerable<FinishReason?> IModelAnswer.FinishReasons => [];

    bool IModelAnswer.IsComplete => Data.Count > 0;
}
