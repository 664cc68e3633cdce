using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Puts the pieces of tool calls together: by index, else by id, and a piece with neither belongs to the last call. The
/// first id and name that are not empty stay.
/// </summary>
internal sealed class ToolCallAccumulator
{
    // Every piece is compared with the calls before it; no model makes so many.
    private const int _mostCalls = 1024;

    private readonly List<Call> _calls = [];
    private Call? _last;

    public void AddRange(OneOrMore<ChatToolCall> pieces)
    {
        for (var place = 0; place < pieces.Count; place++)
        {
            Add(pieces[place]);
        }
    }

    public void Add(ChatToolCall piece)
    {
        var call = Find(piece);
        if (call is null)
        {
            ThrowIfFull();
            _calls.Add(call = new Call());
        }

        _last = call;
        call.Add(piece);
    }

    public IReadOnlyList<ChatToolCall>? ToList() => _calls.Count > 0 ? _calls.ConvertAll(call => call.ToToolCall()) : null;

    private void ThrowIfFull()
    {
        if (_calls.Count == _mostCalls)
        {
            throw new ChatProtocolException($"The answer has more than {_mostCalls} tool calls.");
        }
    }

    private Call? Find(ChatToolCall piece)
    {
        var hasName = piece.Function?.Name is not null || piece.Custom?.Name is not null;
        if (piece.Index is { } index)
        {
            // Some servers give every call the same index: behind whole arguments, a name with another id is another call.
            var call = FindLast(index);
            return hasName && piece.Id is not null && call?.Id is { } id && id != piece.Id && call.IsWhole() ? null : call;
        }

        return piece.Id is { } pieceId ? FindById(pieceId) : hasName ? null : _last;
    }

    // The rule is a piece of the newest call, and then nothing needs to be sought.
    private Call? FindLast(int index) => _calls is [.., var newest] && newest.Index == index ? newest : FindOlder(index);

    private Call? FindOlder(int index) => _calls.FindLast(known => known.Index == index);

    private Call? FindById(string id) => _calls.Find(known => known.Id == id);

    private sealed class Call
    {
        private readonly StringBuilder _text = new();
        private readonly FieldAccumulator _fields = new(joinsLists: false);
        private readonly FieldAccumulator _innerFields = new(joinsLists: false);
        private string? _type;
        private string? _name;
        private bool _isFunction;
        private bool _isCustom;
        private JsonProgress _progress;
        private bool _hasBegun;
        private bool _isBalanced;
        private bool _isHopeless;

        public int? Index { get; private set; }

        public string? Id { get; private set; }

        /// <summary>Tells whether the arguments are whole. What is balanced but wrong is not looked at again: nothing that follows makes it right.</summary>
        public bool IsWhole()
        {
            var isWhole = _hasBegun && _isBalanced && !_isHopeless && default(JsonProgress).IsWhole(Encoding.UTF8.GetBytes(_text.ToString()));
            _isHopeless |= _hasBegun && _isBalanced && !isWhole;
            return isWhole;
        }

        public void Add(ChatToolCall piece)
        {
            Index ??= piece.Index;
            Id ??= piece.Id;
            _type ??= piece.Type;
            _fields.Add(piece.ExtraFields);
            if (piece.Function is { } function)
            {
                Add(function.Name, function.Arguments, function.ExtraFields, ref _isFunction);
            }

            if (piece.Custom is { } custom)
            {
                Add(custom.Name, custom.Input, custom.ExtraFields, ref _isCustom);
            }
        }

        public ChatToolCall ToToolCall() => new()
        {
            Id = Id,
            Type = _type,
            Function = _isFunction ? new() { Name = _name, Arguments = _text.ToString(), ExtraFields = _innerFields.ToBag() } : null,
            Custom = _isCustom ? new() { Name = _name, Input = _text.ToString(), ExtraFields = _innerFields.ToBag() } : null,
            ExtraFields = _fields.ToBag(),
        };

        private void Add(string? name, string? text, IReadOnlyDictionary<string, JsonElement> fields, ref bool isSuch)
        {
            isSuch = true;
            _name ??= name;
            _text.Append(text);
            _hasBegun |= !string.IsNullOrWhiteSpace(text);
            _isBalanced = _progress.IsBalancedBehind(text);
            _innerFields.Add(fields);
        }
    }
}
