namespace ChatSdk;

/// <summary>
/// Accumulates the chunks of a stream into the completion that the same call would return without streaming. It is not thread-safe.
/// </summary>
public sealed class ChatCompletionAccumulator
{
    private readonly Dictionary<int, ChoiceAccumulator> _choices = [];
    private readonly FieldAccumulator _fields = new(FieldRule.Replace);
    private ChoiceAccumulator? _last;
    private object? _common;
    private string? _id;
    private long? _created;
    private string? _model;
    private UsageAccumulator _usage;
    private string? _systemFingerprint;
    private ServiceTier? _serviceTier;
    private string? _provider;
    private IReadOnlyList<string>? _citations;
    private ChatResponseInfo? _response;
    private ChatResponseInfo? _lastResponse;

    /// <summary>Gets the number of chunks that were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <exception cref="ArgumentNullException"><paramref name="chunk"/> is <see langword="null"/>.</exception>
    /// <exception cref="ChatProtocolException">The answer exceeds a limit, such as 1,024 tool calls in a choice. The limits are listed in <c>docs/security.md</c>.</exception>
    public void Add(ChatCompletionChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var hasNewCommon = BeginChunk(chunk.Common, chunk.Response);
        for (var place = 0; place < chunk.ChoiceCount; place++)
        {
            var choice = chunk.ChoiceAt(place);
            ChoiceOf(choice.Index ?? place).Add(choice);
        }

        AddRest(chunk.Usage, chunk.Fields, hasNewCommon ? chunk : null);
    }

    /// <summary>Adds the next chunk of a text completion.</summary>
    internal void AddText(TextCompletion text)
    {
        var hasNewCommon = BeginChunk(text.Common, text.Response);
        for (var place = 0; place < text.ChoiceCount; place++)
        {
            var choice = text.ChoiceAt(place);
            ChoiceOf(choice.Index ?? place).Add(choice);
        }

        AddRest(text.Usage, text.Fields, hasNewCommon ? ChatCompletionChunk.CommonOf(text) : null);
    }

    /// <summary>Returns the completion as far as it has been received. This method can be called at any time, and more than once.</summary>
    /// <returns>The completion.</returns>
    public ChatCompletion ToCompletion() => ToolCallIds.Fill(new ChatCompletion
    {
        Id = _id,
        Object = "chat.completion",
        Created = _created,
        Model = _model,
        Choices = [.. _choices.Values.OrderBy(choice => choice.Index).Select(choice => choice.ToChoice())],
        Usage = _usage.Value,
        SystemFingerprint = _systemFingerprint,
        ServiceTier = _serviceTier,
        Provider = _provider,
        Citations = _citations,
        Response = _response,
        ExtraFields = _fields.ToBag(),
    }.WithoutMisfits());

    /// <summary>Begins a chunk. Returns <see langword="true"/> if the members that describe the answer as a whole, rather than a single choice, differ from those of the previous chunk.</summary>
    private bool BeginChunk(object common, ChatResponseInfo? response)
    {
        Count++;

        // The members are compared by value, because they may be equal although each chunk has its own object for them. Equals ignores
        // the response, so the response is compared separately.
        if (common.Equals(_common) && ReferenceEquals(response, _lastResponse))
        {
            return false;
        }

        _common = common;
        BeginResponse(response);
        return true;
    }

    private void AddRest(ChatUsage? usage, FieldBag fields, ChatCompletionChunk? common)
    {
        _usage.Add(usage);
        _fields.Add(fields);
        if (common is not null)
        {
            AddCommon(common);
        }
    }

    /// <summary>Adds the members of a chunk that describe the answer as a whole, rather than a single choice. This method defines how each member is accumulated.</summary>
    private void AddCommon(ChatCompletionChunk chunk)
    {
        _id ??= chunk.Id;
        _created = chunk.Created is null or 0 ? _created : chunk.Created;
        _model = chunk.Model ?? _model;
        _systemFingerprint = chunk.SystemFingerprint ?? _systemFingerprint;
        _serviceTier = chunk.ServiceTier ?? _serviceTier;
        _provider = chunk.Provider ?? _provider;
        _citations = chunk.Citations ?? _citations;
        _response ??= chunk.Response;
    }

    /// <summary>Detects the first chunk of another response, which is received after a stream has been resumed. Each response has its own usage.</summary>
    private void BeginResponse(ChatResponseInfo? response)
    {
        var isAnother = response is not null && _lastResponse is not null && !ReferenceEquals(response, _lastResponse);
        _lastResponse = response ?? _lastResponse;
        if (isAnother)
        {
            _usage.BeginResponse();
            foreach (var choice in _choices.Values)
            {
                choice.BeginResponse();
            }
        }
    }

    private ChoiceAccumulator ChoiceOf(int index)
    {
        if (_last?.Index == index || _choices.TryGetValue(index, out _last))
        {
            return _last;
        }

        if (_choices.Count == AnswerLimits.Choices)
        {
            throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.Choices, "choices"));
        }

        _choices.Add(index, _last = new ChoiceAccumulator(index));
        return _last;
    }
}
