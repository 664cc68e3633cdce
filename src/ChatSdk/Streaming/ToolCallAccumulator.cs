using System.Text;

namespace ChatSdk;

/// <summary>
/// Puts the pieces of tool calls together: by index, else by id, and a piece with neither belongs to the last call. The
/// first id and name that are not empty stay.
/// </summary>
internal sealed class ToolCallAccumulator
{
    private readonly List<Call> _calls = [];
    private Call? _last;

    public void Add(ChatToolCall piece)
    {
        var call = Find(piece);
        if (call is null)
        {
            _calls.Add(call = new Call());
        }

        _last = call;
        call.Add(piece);
    }

    public IReadOnlyList<ChatToolCall>? ToList() => _calls.Count > 0 ? [.. _calls.Select(call => call.ToToolCall())] : null;

    /// <summary>Joins two pieces of a function call of the older protocol.</summary>
    public static FunctionCall Join(FunctionCall? first, FunctionCall more) => first is null ? more : new()
    {
        Name = first.Name ?? more.Name,
        Arguments = first.Arguments + more.Arguments,
        ExtraFields = FieldBag.From(first.ExtraFields).With((FieldBag)more.ExtraFields),
    };

    private Call? Find(ChatToolCall piece)
    {
        var hasName = piece.Function?.Name is not null || piece.Custom?.Name is not null;
        if (piece.Index is { } index)
        {
            // Some servers give every call the same index: behind whole arguments, a name with another id is another call.
            var call = _calls.FindLast(known => known.Index == index);
            return hasName && piece.Id is not null && call?.Id is { } id && id != piece.Id && call.IsWhole ? null : call;
        }

        return piece.Id is not null ? _calls.Find(known => known.Id == piece.Id) : hasName ? null : _last;
    }

    private sealed class Call
    {
        private readonly StringBuilder _text = new();
        private ChatToolCall _whole = new();

        public int? Index => _whole.Index;

        public string? Id => _whole.Id;

        public bool IsWhole => default(JsonProgress).IsWhole(Encoding.UTF8.GetBytes(_text.ToString()));

        public void Add(ChatToolCall piece)
        {
            _text.Append(piece.Function?.Arguments).Append(piece.Custom?.Input);
            _whole = _whole with
            {
                Index = _whole.Index ?? piece.Index,
                Id = _whole.Id ?? piece.Id,
                Type = _whole.Type ?? piece.Type,
                Function = piece.Function is null ? _whole.Function : Join(_whole.Function, piece.Function with { Arguments = null }),
                Custom = piece.Custom is null ? _whole.Custom : new CustomToolCall
                {
                    Name = _whole.Custom?.Name ?? piece.Custom.Name,
                    ExtraFields = FieldBag.From(_whole.Custom?.ExtraFields).With((FieldBag)piece.Custom.ExtraFields),
                },
                ExtraFields = FieldBag.From(_whole.ExtraFields).With((FieldBag)piece.ExtraFields),
            };
        }

        public ChatToolCall ToToolCall() => _whole with
        {
            Index = null,
            Function = _whole.Function is null ? null : _whole.Function with { Arguments = _text.ToString() },
            Custom = _whole.Custom is null ? null : _whole.Custom with { Input = _text.ToString() },
        };
    }
}
