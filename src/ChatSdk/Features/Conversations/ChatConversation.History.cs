using System.Text.Json;

namespace ChatSdk;

/// <content>The messages of a conversation, and the methods that change, save and load them.</content>
public sealed partial class ChatConversation
{
    /// <summary>Gets the messages, oldest first: instructions, user messages, answers, tool calls and their results.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages.AsReadOnly();

    /// <summary>Gets or sets the text of the first message if its role is <c>system</c>; <see langword="null"/> if there is no such message.</summary>
    /// <remarks>Setting a string replaces this message or adds it; setting <see langword="null"/> removes it.</remarks>
    public string? SystemPrompt
    {
        get => HasSystemPrompt ? _messages[0].Text : null;
        set
        {
            ThrowIfBusy();
            _messages.RemoveRange(0, HasSystemPrompt ? 1 : 0);
            if (value is not null)
            {
                _messages.Insert(0, ChatMessage.System(value));
            }
        }
    }

    private bool HasSystemPrompt => _messages.Count > 0 && _messages[0].Role == ChatRole.System;

    /// <summary>Appends a message, such as an answer from another source or the result of a tool, without sending a request.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">An answer is still being received.</exception>
    public void Add(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfBusy();
        _messages.Add(message);
    }

    /// <summary>Removes all messages except the instructions at the beginning. <see cref="Usage"/> does not change.</summary>
    /// <exception cref="InvalidOperationException">An answer is still being received.</exception>
    public void Clear()
    {
        ThrowIfBusy();
        var head = ConversationTrim.HeadOf(_messages);
        _messages.RemoveRange(head, _messages.Count - head);
    }

    /// <summary>
    /// Removes the oldest messages until at most the specified number are left. The instructions at the beginning are not removed, but they count toward the limit.
    /// Only complete turns are removed, from one user message to the next, so that no tool call loses its result. The newest turn is never removed.
    /// </summary>
    /// <param name="maxMessages">The maximum number of messages.</param>
    /// <returns>The number of removed messages.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxMessages"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">An answer is still being received.</exception>
    public int TrimToMessages(int maxMessages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxMessages);
        return Trim(maxMessages, static _ => 1);
    }

    /// <summary>Removes the oldest messages until the remaining ones have at most the specified number of tokens. The same rules apply as for <see cref="TrimToMessages"/>.</summary>
    /// <param name="maxTokens">The maximum number of tokens.</param>
    /// <param name="countTokens">
    /// Counts the tokens in a message. By default, the client's <see cref="ChatClientOptions.TokenCounter"/> counts the tokens in its text;
    /// without a counter, they are estimated. An image, or any other part that is not text, counts as 1,000 tokens, and each message and
    /// tool call adds a few more.
    /// </param>
    /// <returns>The number of removed messages.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxTokens"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">An answer is still being received.</exception>
    public int TrimToTokens(int maxTokens, Func<ChatMessage, int>? countTokens = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        return Trim(maxTokens, countTokens ?? CountTokens);
    }

    /// <summary>Returns the messages, the usage and the id as JSON, which <see cref="FromJson"/> loads. The JSON does not include the client or the settings of the conversation, such as <see cref="RequestTemplate"/> with its tools.</summary>
    /// <returns>The JSON: an object with the member <c>messages</c> and, if they are known, <c>usage</c> and <c>id</c>.</returns>
    public string ToJson() => ConversationJson.Write(_messages, Usage, Id);

    /// <summary>Loads a conversation that <see cref="ToJson"/> saved.</summary>
    /// <param name="client">The client that sends all further requests. It can be different from the original one.</param>
    /// <param name="json">The JSON.</param>
    /// <returns>The conversation, with its messages, usage and id.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="JsonException">The string is not valid JSON, or is not a saved conversation.</exception>
    public static ChatConversation FromJson(ChatClient client, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var (messages, usage, id) = ConversationJson.Read(json);
        var conversation = new ChatConversation(client) { Id = id, Usage = usage, _loadedCost = usage?.Cost ?? 0 };
        conversation._messages.AddRange(messages);
        return conversation;
    }

    /// <summary>
    /// Creates copies of the messages in a form that other servers accept, to continue the conversation with another server; see
    /// <see cref="ChatMessage.ToPortable"/>. The conversation itself does not change.
    /// </summary>
    /// <returns>The messages.</returns>
    /// <exception cref="InvalidOperationException">A part has no portable form. The exception message names the part, such as <c>messages[2].content[1]</c>.</exception>
    public IReadOnlyList<ChatMessage> ToPortable() => PortableMessage.Of(_messages);

    private int CountTokens(ChatMessage message) => (int)Math.Min(new InputTokens(_client.Options.TokenCounter).Of(message), int.MaxValue);

    private int Trim(int limit, Func<ChatMessage, int> cost)
    {
        ThrowIfBusy();
        var head = ConversationTrim.HeadOf(_messages);
        var count = ConversationTrim.Count(_messages, head, limit, cost);
        _messages.RemoveRange(head, count);
        return count;
    }
}
