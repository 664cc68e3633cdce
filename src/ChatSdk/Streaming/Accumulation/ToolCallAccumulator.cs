namespace ChatSdk;

/// <summary>
/// Accumulates the fragments of tool calls. Fragments have an index, an id, both or neither, and these are not always
/// unique. The following rules determine to which call a fragment belongs:
/// <list type="number">
/// <item>For a fragment with an index, the candidate is the latest call with the same index. If the arguments of that call are complete and
/// the newest call has no index, it is the newest call instead. If no call has the index, it is a call without an index: the one whose
/// position equals the index, if its arguments are incomplete, or else the newest call. For a fragment with only an id, it is the latest call
/// with the same id, or else the newest call, if that call has no id, or if its arguments are incomplete and the fragment can only continue
/// them. For a fragment with neither, it is the call of the previous fragment.</item>
/// <item>A fragment with a name begins a new call if its id differs from that of the candidate. It also begins a new call if the
/// candidate already has a name, and either the two names differ or the candidate's arguments are complete.</item>
/// <item>A fragment without a name belongs to the candidate, unless the candidate's arguments are complete and the fragment has a different id.</item>
/// <item>If a call lacks an index, an id or a name, it takes the first one that is received for it.</item>
/// </list>
/// </summary>
internal sealed class ToolCallAccumulator
{
    private readonly List<ToolCallFragments> _calls = [];
    private ToolCallFragments? _last;

    public void AddRange(LazyList<ChatToolCall> fragments)
    {
        for (var place = 0; place < fragments.Count; place++)
        {
            Add(fragments[place]);
        }
    }

    public void Add(ChatToolCall fragment)
    {
        var call = Candidate(fragment);
        if (call is null || BeginsAnother(call, fragment))
        {
            ThrowIfFull();
            _calls.Add(call = new ToolCallFragments());
        }

        _last = call;
        call.Add(fragment);
    }

    public IReadOnlyList<ChatToolCall>? ToList()
    {
        if (_calls.Count < 2)
        {
            return _calls.Count == 0 ? null : [_calls[0].ToToolCall()];
        }

        // Some servers repeat every complete call, and some send trailing fragments with new ids.
        HashSet<(string, int?, ChatToolCall)> known = [];
        List<ChatToolCall> calls = [];
        foreach (var fragments in _calls.Where(call => !call.IsEmpty))
        {
            var call = fragments.ToToolCall();
            if (call.Id is null || known.Add((call.Id, fragments.Index, call)))
            {
                calls.Add(call);
            }
        }

        return calls.Count > 0 ? calls : null;
    }

    private void ThrowIfFull()
    {
        // The number of calls is limited, because a fragment may be compared with all earlier calls.
        if (_calls.Count == AnswerLimits.ToolCalls)
        {
            throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.ToolCalls, "tool calls"));
        }
    }

    private static bool BeginsAnother(ToolCallFragments call, ChatToolCall fragment)
    {
        var hasOtherId = fragment.Id is not null && call.Id is not null && fragment.Id != call.Id;
        var name = ToolCallFragments.NameOf(fragment);
        return name is null
            ? hasOtherId && call.IsComplete
            : hasOtherId || (call.Name is not null && (call.IsComplete || call.Name != name));
    }

    private ToolCallFragments? Candidate(ChatToolCall fragment)
    {
        if (_calls is not [.., var newest])
        {
            return null;
        }

        if (fragment.Index is { } index)
        {
            // A fragment usually belongs to the newest call. In that case, no search is needed.
            return newest.Index == index ? newest : CandidateAt(index, newest);
        }

        return fragment.Id is null || fragment.Id == _last!.Id ? _last : CandidateWithId(fragment, newest);
    }

    private ToolCallFragments? CandidateAt(int index, ToolCallFragments newest)
    {
        var known = _calls.FindLast(call => call.Index == index);
        if (known is not null)
        {
            // Some servers use the same index for all calls, and send it only after the name.
            return newest.Index is null && known.IsComplete ? newest : known;
        }

        // A call without an index takes a new index that equals its position. Otherwise, the newest call takes the index if it has none.
        var inOrder = index >= 0 && index < _calls.Count ? _calls[index] : newest;
        return inOrder is { Index: null, IsComplete: false } ? inOrder : newest.Index is null ? newest : null;
    }

    private ToolCallFragments? CandidateWithId(ChatToolCall fragment, ToolCallFragments newest)
    {
        var known = _calls.FindLast(call => call.Id == fragment.Id);
        if (known is not null)
        {
            return known;
        }

        // Some servers send a different id with every fragment of a call.
        var continues = ToolCallFragments.NameOf(fragment) is null && !newest.IsComplete && ToolCallFragments.Continues(fragment);
        return newest.Id is null || continues ? newest : null;
    }
}
