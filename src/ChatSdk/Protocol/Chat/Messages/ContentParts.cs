using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A part with text.</summary>
[JsonConverter(typeof(PartConverter<TextPart>))]
public sealed record TextPart : ContentPart
{
    /// <summary>Initializes a new instance of the <see cref="TextPart"/> class.</summary>
    public TextPart() => Type = "text";

    /// <summary>Gets the text.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("text", Text);
        json.Member("cache_control", CacheControl);
    }
}

/// <summary>A part with audio.</summary>
[JsonConverter(typeof(PartConverter<AudioPart>))]
public sealed record AudioPart : ContentPart
{
    /// <summary>Initializes a new instance of the <see cref="AudioPart"/> class.</summary>
    public AudioPart() => Type = "input_audio";

    /// <summary>Gets the audio.</summary>
    [JsonPropertyName("input_audio")]
    public AudioReference? InputAudio { get; init; }

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("input_audio", InputAudio);
        json.Member("cache_control", CacheControl);
    }
}

/// <summary>A part with a file.</summary>
[JsonConverter(typeof(PartConverter<FilePart>))]
public sealed record FilePart : ContentPart
{
    /// <summary>Initializes a new instance of the <see cref="FilePart"/> class.</summary>
    public FilePart() => Type = "file";

    /// <summary>Gets the file.</summary>
    [JsonPropertyName("file")]
    public FileReference? File { get; init; }

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("file", File);
        json.Member("cache_control", CacheControl);
    }
}

/// <summary>A part with which the model refuses to answer.</summary>
[JsonConverter(typeof(PartConverter<RefusalPart>))]
public sealed record RefusalPart : ContentPart
{
    /// <summary>Initializes a new instance of the <see cref="RefusalPart"/> class.</summary>
    public RefusalPart() => Type = "refusal";

    /// <summary>Gets the text of the refusal.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("refusal", Refusal);
        json.Member("cache_control", CacheControl);
    }
}

/// <summary>A part with the model's reasoning, from servers that send it in the content.</summary>
[JsonConverter(typeof(PartConverter<ThinkingPart>))]
public sealed record ThinkingPart : ContentPart
{
    private readonly ComparableJson _thinking;

    /// <summary>Initializes a new instance of the <see cref="ThinkingPart"/> class.</summary>
    public ThinkingPart() => Type = "thinking";

    /// <summary>Gets the reasoning as it was received: a string, or a list of parts, usually text.</summary>
    [JsonPropertyName("thinking")]
    public JsonElement? Thinking { get => _thinking.Value; init => _thinking = new(value); }

    /// <summary>Gets the reasoning as one string; empty if there is none.</summary>
    [JsonIgnore]
    public string ThinkingText => ContentPartReader.TextOf(Thinking ?? ExtraFields.GetValueOrDefault("text"));

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("thinking", Thinking);
        json.Member("cache_control", CacheControl);
    }
}

/// <summary>A part whose type is not known to this version of the library, or whose content has the wrong JSON type. Its fields, except those with a property, are in <see cref="WireRecord.ExtraFields"/>, and it is sent back as it was received.</summary>
[JsonConverter(typeof(PartConverter<UnknownPart>))]
public sealed record UnknownPart : ContentPart
{
    private readonly ComparableJson _value;

    /// <summary>Gets the JSON of a part that is not an object; <see langword="null"/> for an object.</summary>
    [JsonIgnore]
    public JsonElement? Value { get => _value.Value; init => _value = new(value); }

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        if (Value is { } value)
        {
            value.WriteTo(writer);
            return;
        }

        base.WriteTo(writer);
    }

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("cache_control", CacheControl);
    }
}
