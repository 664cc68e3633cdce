using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ChatSdk;

public sealed partial record ChatChunkChoice : IWireRecord<ChatChunkChoice>
{
    private static readonly ChatChunkChoice _nothing = new();

    private ChatChunkChoice(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        Shared? shared = null;
        RawValue message = default;
        RawValue text = default;
        IReadOnlyList<ChatAnnotation>? annotations = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": Own(ref shared).Index = json.Int32(); break;
                case "delta": Delta = AnswerPlaces.Read(ref json, OfText); break;
                case "finish_reason": Own(ref shared).FinishReason = json.OpenEnum<FinishReason>(); break;
                case "logprobs": Own(ref shared).LogProbs = json.Object<ChatLogProbs>(); break;
                case "usage": Own(ref shared).Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "message": message = json.Raw(); break;
                case "annotations": annotations = json.List<ChatAnnotation>(AnswerLimits.Parts, "annotations"); break;
                case "text": text = json.Raw(); break;
                default: json.Keep(); break;
            }
        }

        // If the choice is a changed copy of an earlier one, both have the same members, and the delta was already found in the earlier one.
        if (!json.IsRepeat)
        {
            (Own(ref shared).HasDelta, shared.HasMessage) = (new(Delta is not null), new(Delta is null && message.Kind != JsonTokenType.None));
            Delta = AnswerPlaces.Find(Delta, ("message", message), ref json, OfText);
            Delta = AnswerPlaces.WithText(Delta, text.Kind != JsonTokenType.None && Delta is { IsEmpty: false }, text, ref json, static (delta, words) => (delta ?? new()) with { Content = words });
            Delta = annotations is null ? Delta : WithAnnotations(annotations, ref json);
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<ChatChunkChoice>.IsRepeatable => true;

    /// <summary>Gets whether the choice has content. Members that are not content are cleared before the comparison, so that a member that is added to the record later counts as content.</summary>
    internal bool HasFragment => Delta is { HasFragment: true } || (_shared with { Index = null, FinishReason = null, Usage = null }) != Shared.None;

    /// <summary>Gets whether the choice was received with a <c>delta</c> field, which only the choices of a chunk have.</summary>
    internal bool HasDelta => _shared.HasDelta.Value;

    /// <summary>Gets whether the choice was received with a complete message.</summary>
    internal bool HasMessage => _shared.HasMessage.Value;

    private Shared Own([NotNull] ref Shared? shared) => shared ??= _shared = _shared with { };

    private ChatDelta WithAnnotations(IReadOnlyList<ChatAnnotation> annotations, ref WireReader json)
    {
        json.RefuseTemplate();
        return (Delta ?? new()) with { Annotations = [.. (Delta?.Annotations ?? []).Union(annotations)] };
    }

    private static ChatDelta OfText(string text) => new() { Content = text };

    static ChatChunkChoice IWireRecord<ChatChunkChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index", Index);
        json.Member("delta", Delta);
        json.Member("finish_reason", FinishReason);
        json.Member("logprobs", LogProbs);
        json.Member("usage", Usage);
    }
}
