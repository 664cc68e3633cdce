using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Converts a message from Microsoft.Extensions.AI to one or more messages of the protocol. Each <see cref="AIContent"/> in the message is mapped to the corresponding field.</summary>
internal sealed class MessageBuilder(AIMessage message)
{
    private readonly List<ContentPart> _parts = [];
    private readonly List<ImagePart> _images = [];
    private readonly List<ChatToolCall> _calls = [];
    private readonly List<ChatMessage> _results = [];
    private readonly StringBuilder _reasoning = new();
    private JsonObject? _protectedReasoning;
    private string? _refusal;
    private ChatAudio? _audio;
    private FunctionCall? _functionCall;

    private ChatRole Role => new(message.Role.Value);

    private bool IsAssistant => message.Role == AIRole.Assistant;

    private bool IsEmpty =>
        _parts.Count == 0 && _images.Count == 0 && _calls.Count == 0 && _reasoning.Length == 0 && _protectedReasoning is null && _refusal is null && _audio is null && _functionCall is null;

    public void Add(AIContent content)
    {
        switch (content)
        {
            case null: throw new ArgumentException("The contents of a message include null.", nameof(content));
            case UsageContent or TextContent { Text: "" }: break; // Usage and empty text occur in responses, but are not sent.
            case TextReasoningContent reasoning: AddReasoning(reasoning); break;
            case FunctionCallContent call: _calls.Add(CallMapper.Map(call)); break;
            case FunctionResultContent result: _results.Add(Result(result)); break;
            case ErrorContent { ErrorCode: RefusalContent.Code } error: _refusal += error.Message; break;
            case DataContent data when IsAssistant && AudioContent.IdOf(data) is { } id: _audio = new() { Id = id }; break;
            case var other when IsAssistant && ImageContent.Of(other) is { } image: _images.Add(image); break;
            default: AddPart(content); break;
        }
    }

    public IReadOnlyList<ChatMessage> Build() => (message.Role == AIRole.Tool, _results.Count, IsEmpty) switch
    {
        (true, _, false) => throw new ArgumentException("A message with the role 'tool' can contain only FunctionResultContent.", nameof(message)),
        (true, _, _) => _results,
        (_, > 0, true) => _results,
        (_, 0, _) => [Own()],
        _ => IsAssistant ? [Own(), .. _results] : [.. _results, Own()],
    };

    private ChatMessage Own()
    {
        var own = new ChatMessage
        {
            Role = Role,
            Name = AuthorName.Clean(message.AuthorName),
            Content = Content(),
            Refusal = _refusal,
            ToolCalls = _calls.Count > 0 ? _calls : null,
            FunctionCall = _functionCall,
            Audio = _audio,
            Images = _images.Count > 0 ? _images : null,
        };
        var withReasoning = _protectedReasoning is not null ? ProtectedReasoning.Restore(own, _protectedReasoning)
            : _reasoning.Length > 0 ? own with { ReasoningContent = _reasoning.ToString() }
            : own;
        return Fields.With(withReasoning, message.AdditionalProperties);
    }

    // Text is sent as a string where possible, because not every server accepts a list of parts for every role.
    private ChatContent? Content() => _parts switch
    {
        [] => IsEmpty ? "" : null,
        [TextPart { ExtraFields.Count: 0 } text] => text.Text,
        _ => [.. _parts],
    };

    private void AddReasoning(TextReasoningContent reasoning)
    {
        _reasoning.Append(reasoning.Text);
        _protectedReasoning = ProtectedReasoning.Read(reasoning.ProtectedData) ?? _protectedReasoning;
    }

    private ChatMessage Result(FunctionResultContent result)
    {
        var reply = new ChatMessage { Role = ChatRole.Tool, ToolCallId = result.CallId, Name = AuthorName.Clean(message.AuthorName), Content = ResultMapper.Map(result) };
        return Fields.With(reply, result.AdditionalProperties);
    }

    private void AddPart(AIContent content)
    {
        if (PartMapper.Map(content) is { } known)
        {
            _parts.Add(known);
            return;
        }

        switch (content.RawRepresentation)
        {
            case ContentPart part: _parts.Add(part); break;
            case ChatToolCall call: _calls.Add(call); break;
            case FunctionCall call: _functionCall = call; break;
            case ChatAudio audio: _audio = audio; break;
            default: throw PartMapper.CannotSend(content);
        }
    }
}
