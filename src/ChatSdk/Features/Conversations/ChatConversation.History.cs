using System.Text.Json;

namespace ChatSdk;

/// <summary>What was said, and how it is changed, kept and taken up again.</summary>
public sealed partial class ChatConversation
{
    /// <summary>Gets what was said, oldest message first: instructions, questions, answers, calls of tools and their results.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages.AsReadOnly();

    /// <summary>Gets or sets the instructions that stand above the conversation: the text of its first message if that has the role <c>system</c>; <see langword="null"/> for none.</summary>
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

    /// <summary>Appends a message without asking: an answer from elsewhere, or the result of a tool.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">An answer is still arriving.</exception>
    public void Add(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfBusy();
        _messages.Add(message);
    }

    /// <summary>Takes all messages out but the instructions at the beginning. <see cref="Usage"/> stays.</summary>
    /// <exception cref="InvalidOperationException">An answer is still arriving.</exception>
    public void Clear()
    {
        ThrowIfBusy();
        var head = ConversationTrim.HeadOf(_messages);
        _messages.RemoveRange(head, _messages.Count - head);
    }

    /// <summary>
    /// Takes the oldest messages out until no more than a number are left. The instructions at the beginning stay, and count.
    /// Whole turns go, from a question up to the next, so calls of tools stay with their results. The newest turn always stays.
    /// </summary>
    /// <param name="maxMessages">The largest number of messages to keep.</param>
    /// <returns>How many messages were taken out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="InvalidOperationException">An answer is still arriving.</exception>
    public int TrimToMessages(int maxMessages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxMessages);
        return Trim(maxMessages, static _ => 1);
    }

    /// <summary>Takes the oldest messages out until the rest has no more than a number of tokens, in the way of <see cref="TrimToMessages"/>.</summary>
    /// <param name="maxTokens">The largest number of tokens to keep.</param>
    /// <param name="countTokens">
    /// Counts the tokens of a message. By default they are estimated: a token for four characters of Latin text, for each of
    /// another script, and 1,000 for an image or another part that is no text.
    /// </param>
    /// <returns>How many messages were taken out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="InvalidOperationException">An answer is still arriving.</exception>
    public int TrimToTokens(int maxTokens, Func<ChatMessage, int>? countTokens = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        return Trim(maxTokens, countTokens ?? TokenEstimate.Of);
    }

    /// <summary>Gives the messages and the usage as JSON, to be taken up again by <see cref="FromJson"/>. RequestTemplate, tools and client are not in it.</summary>
    /// <returns>The JSON: an object with the members <c>messages</c> and <c>usage</c>, in the form of the protocol.</returns>
    public string ToJson() => ConversationJson.Write(_messages, Usage);

    /// <summary>Gives a conversation that was kept by <see cref="ToJson"/>.</summary>
    /// <param name="client">The client that is asked from now on; it may be another than before.</param>
    /// <param name="json">The JSON.</param>
    /// <returns>The conversation, with its messages and usage.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="JsonException">It is not JSON, or not that of a conversation.</exception>
    public static ChatConversation FromJson(ChatClient client, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var (messages, usage) = ConversationJson.Read(json);
        var conversation = new ChatConversation(client) { Usage = usage };
        conversation._messages.AddRange(messages);
        return conversation;
    }

    /// <summary>
    /// Creates the messages in a form that other servers accept, to continue the conversation elsewhere; see
    /// <see cref="ChatMessage.ToPortable"/>. The conversation itself does not change.
    /// </summary>
    /// <returns>The messages.</returns>
    /// <exception cref="InvalidOperationException">A part has no portable form; the message names it, such as <c>messages[2].content[1]</c>.</exception>
    public IReadOnlyList<ChatMessage> ToPortable() => PortableMessage.Of(_messages);

    private int Trim(int limit, Func<ChatMessage, int> cost)
    {
        ThrowIfBusy();
        var head = ConversationTrim.HeadOf(_messages);
        var count = ConversationTrim.Count(_messages, head, limit, cost);
        _messages.RemoveRange(head, count);
        return count;
    }
}
