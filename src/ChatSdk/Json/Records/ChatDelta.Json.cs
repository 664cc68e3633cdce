using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

public sealed partial record ChatDelta : IWireRecord<ChatDelta>
{
    private static readonly ChatDelta _nothing = new();

    private ChatDelta(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        Shared? shared = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "role": Own(ref shared).Role = json.OpenEnum<ChatRole>(); break;
                case "content": _content = ChatContent.Read(ref json); break;
                case "name": Own(ref shared).Name = json.String(); break;
                case "refusal": Own(ref shared).Refusal = json.NonEmpty(); break;
                case "tool_calls": _toolCalls = json.Items<ChatToolCall>(AnswerLimits.ToolCalls, "tool calls"); break;
                case "function_call": Own(ref shared).FunctionCall = json.Object<FunctionCall>(); break;
                case "reasoning_content": Own(ref shared).ReasoningContent = json.Token(); break;
                case "reasoning": Own(ref shared).ReasoningText = json.Token(); break;
                case "reasoning_details": Own(ref shared).ReasoningDetails = json.List<ReasoningDetail>(AnswerLimits.Parts, "blocks of reasoning"); break;
                case "separated_reasoning": Own(ref shared).Own().SeparatedReasoning = json.Token(); break;
                case "audio": Own(ref shared).Own().Audio = json.Object<ChatAudio>(); break;
                case "images": Own(ref shared).Own().Images = json.List<ImagePart>(AnswerLimits.Parts, "images"); break;
                case "annotations": Own(ref shared).Own().Annotations = json.List<ChatAnnotation>(AnswerLimits.Parts, "annotations"); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<ChatDelta>.IsRepeatable => true;

    /// <summary>Gets the content in its internal form, without an allocation.</summary>
    internal TextOrContent ContentFragment => _content;

    /// <summary>Gets the fragments of tool calls in their internal form, without an allocation.</summary>
    internal LazyList<ChatToolCall> ToolCallFragments => _toolCalls;

    /// <summary>Gets whether the delta has no values other than the role, the name and extra fields. These three are cleared before the comparison, so that a member that is added to the record later counts as a value.</summary>
    internal bool IsEmpty => (this with { Role = null, Name = null, ExtraFields = FieldBag.Empty }).Equals(_nothing);

    /// <summary>Gets whether the delta has content other than empty strings.</summary>
    internal bool HasFragment => !(this with
    {
        _content = _content is { Composed: null, Text: "" } ? default : _content,
        ReasoningContent = ReasoningContent is "" ? null : ReasoningContent,
        ReasoningText = ReasoningText is "" ? null : ReasoningText,
    }).IsEmpty;

    private Shared Own([NotNull] ref Shared? shared) => shared ??= _shared = _shared with { };

    static ChatDelta IWireRecord<ChatDelta>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("role", Role);
        json.Member("content", Content);
        json.Member("name", Name);
        json.Member("refusal", Refusal);
        json.Member("tool_calls", ToolCalls);
        json.Member("function_call", FunctionCall);
        json.Member("reasoning_content", ReasoningContent);
        json.Member("reasoning", ReasoningText);
        json.Member("reasoning_details", ReasoningDetails);
        json.Member("separated_reasoning", SeparatedReasoning);
        json.Member("audio", Audio);
        json.Member("images", Images);
        json.Member("annotations", Annotations);
    }
}
