namespace ChatSdk;

/// <summary>
/// Puts the chunks of a stream together to the completion that the same call without streaming gives. Not safe for use by
/// several threads at once.
/// </summary>
public sealed class ChatCompletionAccumulator
{
    // Some servers take thousands of prompts in one request, but not more; and a choice takes room even if it says nothing.
    private const int _mostChoices = 16 * 1024;

    private readonly Dictionary<int, ChoiceAccumulator> _choices = [];
    private readonly FieldAccumulator _fields = new(joinsLists: false);
    private ChatCompletion _answer = new();
    private ChoiceAccumulator? _last;
    private object? _common;

    /// <summary>Gets how many chunks were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <exception cref="ArgumentNullException"><paramref name="chunk"/> is <see langword="null"/>.</exception>
    /// <exception cref="ChatProtocolException">The answer has more choices, or a choice more tool calls, than a model can give.</exception>
    public void Add(ChatCompletionChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        Count++;
        for (var place = 0; place < chunk.ChoiceCount; place++)
        {
            var choice = chunk.ChoiceAt(place);
            ChoiceOf(choice.Index ?? place).Add(choice);
        }

        AddTop(chunk);
    }

    /// <summary>Gives the completion as far as it has come; it may be called at any time, and again later.</summary>
    /// <returns>The completion.</returns>
    public ChatCompletion ToCompletion() => ToolCallIds.Fill(_answer with
    {
        Object = "chat.completion",
        ExtraFields = _fields.ToBag(),
        Choices = _choices.Values.OrderBy(choice => choice.Index).Select(choice => choice.ToChoice()).ToList(),
    });

    private ChoiceAccumulator ChoiceOf(int index)
    {
        if (_last?.Index == index || _choices.TryGetValue(index, out _last))
        {
            return _last;
        }

        if (_choices.Count == _mostChoices)
        {
            throw new ChatProtocolException($"The answer has more than {_mostChoices} choices.");
        }

        _choices.Add(index, _last = new ChoiceAccumulator(index));
        return _last;
    }

    private void AddTop(ChatCompletionChunk chunk)
    {
        _fields.Add(chunk.ExtraFields);
        if (ReferenceEquals(chunk.Common, _common) || IsKnown(chunk))
        {
            return;
        }

        _common = chunk.Common;

        _answer = _answer with
        {
            Id = _answer.Id ?? chunk.Id,
            Created = chunk.Created is null or 0 ? _answer.Created : chunk.Created,
            Model = chunk.Model ?? _answer.Model,
            Usage = chunk.Usage ?? _answer.Usage,
            SystemFingerprint = chunk.SystemFingerprint ?? _answer.SystemFingerprint,
            ServiceTier = chunk.ServiceTier ?? _answer.ServiceTier,
            Provider = chunk.Provider ?? _answer.Provider,
            Citations = chunk.Citations ?? _answer.Citations,
            Response = _answer.Response ?? chunk.Response,
        };
    }

    /// <summary>Tells whether the chunk says nothing new about the answer as a whole, which is the rule.</summary>
    private bool IsKnown(ChatCompletionChunk chunk) =>
        Count > 1
        && chunk.Usage is null
        && chunk.Citations is null
        && (chunk.Id is null || _answer.Id is not null)
        && (chunk.Created is null or 0 || chunk.Created == _answer.Created)
        && (chunk.Model is null || chunk.Model == _answer.Model)
        && (chunk.SystemFingerprint is null || chunk.SystemFingerprint == _answer.SystemFingerprint)
        && (chunk.ServiceTier is null || chunk.ServiceTier == _answer.ServiceTier)
        && (chunk.Provider is null || chunk.Provider == _answer.Provider);
}
