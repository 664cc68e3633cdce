using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A message in a conversation. Requests and answers use the same type, so the message in an answer can be sent back unchanged.</summary>
[JsonConverter(typeof(WireConverter<ChatMessage>))]
public sealed partial record ChatMessage() : WireRecord
{
    /// <summary>Gets the role of the author; <see langword="null"/> if the server did not send it.</summary>
    [JsonPropertyName("role")]
    public ChatRole? Role { get; init; }

    /// <summary>Gets the content of the message: text, or a list of parts.</summary>
    [JsonPropertyName("content")]
    public ChatContent? Content { get; init; }

    /// <summary>Gets the name of the author, to distinguish authors with the same role.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the text with which the model refused to answer.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>Gets the tool calls that the model requests.</summary>
    [JsonPropertyName("tool_calls")]
    public IReadOnlyList<ChatToolCall>? ToolCalls { get; init => field = WireList<ChatToolCall>.FromOptional(value); }

    /// <summary>Gets the id of the tool call whose result this message contains, for the role <c>tool</c>.</summary>
    [JsonPropertyName("tool_call_id")]
    public string? ToolCallId { get; init; }

    /// <summary>Gets the function call that the model requests, in the legacy form of the protocol.</summary>
    [JsonPropertyName("function_call")]
    public FunctionCall? FunctionCall { get; init; }

    /// <summary>Gets the model's reasoning, from servers that call it <c>reasoning_content</c>; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning_content")]
    public string? ReasoningContent { get; init; }

    /// <summary>Gets the model's reasoning, from servers that call it <c>reasoning</c>; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning")]
    public string? ReasoningText { get; init; }

    /// <summary>Gets the model's reasoning in blocks that can be sent back to the server; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning_details")]
    public IReadOnlyList<ReasoningDetail>? ReasoningDetails { get; init => field = WireList<ReasoningDetail>.FromOptional(value); }

    /// <summary>
    /// Gets the reasoning that was between tags in the text, if <see cref="ChatClientOptions.SeparateThinkTags"/> is set; see
    /// <see cref="Reasoning"/>. The JSON of the message includes it, so that a stored conversation preserves it, but it is never sent to a server.
    /// </summary>
    [JsonPropertyName("separated_reasoning")]
    public string? SeparatedReasoning { get; init; }

    /// <summary>Gets the spoken answer.</summary>
    [JsonPropertyName("audio")]
    public ChatAudio? Audio { get; init; }

    /// <summary>Gets the images that the model generated, from servers that send them in a separate field instead of the content. <see cref="ChatCompletion.Images"/> has all images.</summary>
    [JsonPropertyName("images")]
    public IReadOnlyList<ImagePart>? Images { get; init => field = WireList<ImagePart>.FromOptional(value); }

    /// <summary>Gets the sources that the answer cites.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyList<ChatAnnotation>? Annotations { get; init => field = WireList<ChatAnnotation>.FromOptional(value); }

    /// <summary>Gets the text of the message; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => Content?.Text ?? "";

    /// <summary>Gets the model's reasoning, from whichever field the server uses; empty if there is none. If the server sends the same reasoning in two fields, it is returned only once.</summary>
    [JsonIgnore]
    public string Reasoning => ReasoningPlaces.Unify(ReasoningContent, ReasoningText, Content, ReasoningDetails, ExtraFields, SeparatedReasoning);

    /// <summary>Gets all images of the message, including those in the content, without duplicates.</summary>
    internal IReadOnlyList<ImagePart> AllImages => ImagePart.All(Images, Content);

    /// <summary>Creates a message with instructions, which precede the conversation.</summary>
    /// <param name="content">The instructions: text, or a list of parts.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentNullException">The argument is <see langword="null"/>.</exception>
    public static ChatMessage System(ChatContent content) => Of(ChatRole.System, content);

    /// <summary>Creates a message with instructions and the role <c>developer</c>, which replaces <c>system</c> for newer models.</summary>
    /// <param name="content">The instructions: text, or a list of parts.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentNullException">The argument is <see langword="null"/>.</exception>
    public static ChatMessage Developer(ChatContent content) => Of(ChatRole.Developer, content);

    /// <summary>Creates a user message.</summary>
    /// <param name="content">Text, or a list of parts such as images.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentNullException">The argument is <see langword="null"/>.</exception>
    public static ChatMessage User(ChatContent content) => Of(ChatRole.User, content);

    /// <summary>Creates a user message: text, followed by parts such as images.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">The parts after the text. If there are none, the content is plain text.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static ChatMessage User(string text, params ContentPart[] parts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(parts);
        return Of(ChatRole.User, parts.Length == 0 ? text : new ChatContent([ContentPart.FromText(text), .. parts]));
    }

    /// <summary>Creates a user message from several parts.</summary>
    /// <param name="part">The first part.</param>
    /// <param name="parts">The parts after the first one.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static ChatMessage User(ContentPart part, params ContentPart[] parts)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(parts);
        return Of(ChatRole.User, new ChatContent([part, .. parts]));
    }

    /// <summary>Creates a message from the model.</summary>
    /// <param name="content">The content of the message: text, or a list of parts.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentNullException">The argument is <see langword="null"/>.</exception>
    public static ChatMessage Assistant(ChatContent content) => Of(ChatRole.Assistant, content);

    /// <summary>Creates the message that sends the result of a tool to the model.</summary>
    /// <param name="toolCallId">The <see cref="ChatToolCall.Id"/> of the call.</param>
    /// <param name="result">The result: text, or a list of parts for servers that accept them.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id is empty.</exception>
    public static ChatMessage Tool(string toolCallId, ChatContent result)
    {
        ArgumentException.ThrowIfNullOrEmpty(toolCallId);
        return Of(ChatRole.Tool, result) with { ToolCallId = toolCallId };
    }

    /// <summary>Creates the message that sends the result of a tool to the model.</summary>
    /// <param name="call">The call, which is in <see cref="ToolCalls"/> of the answer's message.</param>
    /// <param name="result">The result: text, or a list of parts for servers that accept them.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the call has no id.</exception>
    public static ChatMessage Tool(ChatToolCall call, ChatContent result)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Tool(call.Id!, result);
    }

    private protected override string Printed() => Text;

    private static ChatMessage Of(ChatRole role, ChatContent? content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new() { Role = role, Content = content };
    }
}
