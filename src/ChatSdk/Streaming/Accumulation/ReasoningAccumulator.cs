namespace ChatSdk;

/// <summary>
/// Accumulates reasoning that can be sent back to the server. A fragment continues an earlier block with the same type and index, unless
/// both have an id and the ids differ. Without an index, it can continue only the last block. A block that has received a signature is not
/// continued, because a signed block must not change. An empty signature is ignored. If a block is repeated completely, with its signature,
/// the repetition is not appended.
/// </summary>
internal sealed class ReasoningAccumulator
{
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<(string? Type, int? Index), Place> _places = [];

    public void AddRange(IReadOnlyList<ReasoningDetail> fragments)
    {
        for (var place = 0; place < fragments.Count; place++)
        {
            Add(fragments[place]);
        }
    }

    public IReadOnlyList<ReasoningDetail>? ToList() => _blocks.Count > 0 ? _blocks.ConvertAll(block => block.ToDetail()) : null;

    private void Add(ReasoningDetail fragment)
    {
        var block = _blocks is [.., var last] && last.CanContinueWith(fragment) ? last
            : fragment.Index is null ? null
            : _places.GetValueOrDefault((fragment.Type, fragment.Index))?.Find(fragment.Id);
        if (block?.IsRepeatedBy(fragment) == true)
        {
            block.Sign(fragment);
        }
        else
        {
            block = block is null || block.IsSigned ? Begin(fragment) : block;
            block.Add(fragment);
        }

        if (fragment.Index is not null)
        {
            var key = (fragment.Type, fragment.Index);
            (_places.TryGetValue(key, out var place) ? place : _places[key] = new Place()).Register(block);
        }
    }

    private Block Begin(ReasoningDetail fragment)
    {
        if (_blocks.Count == AnswerLimits.Parts)
        {
            throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.Parts, "blocks of reasoning"));
        }

        var block = new Block(fragment, _blocks.Count);
        _blocks.Add(block);
        return block;
    }

    /// <summary>The latest blocks with the same type and index. They are in a dictionary, because there may be many.</summary>
    private sealed class Place
    {
        private readonly Dictionary<string, Block> _byId = new(StringComparer.Ordinal);
        private Block? _withoutId;
        private Block? _latest;

        /// <summary>Returns the latest block that a fragment with this id can continue: the block has the same id, or the block or the fragment has no id.</summary>
        public Block? Find(string? id) => id is null ? _latest
            : _byId.TryGetValue(id, out var same) && same.Number > (_withoutId?.Number ?? -1) ? same
            : _withoutId;

        public void Register(Block block)
        {
            _latest = Later(_latest, block);
            if (block.Id is not { } id)
            {
                _withoutId = Later(_withoutId, block);
                return;
            }

            _withoutId = _withoutId == block ? null : _withoutId;
            _byId[id] = Later(_byId.GetValueOrDefault(id), block);
        }

        private static Block Later(Block? known, Block block) => known is null || known.Number < block.Number ? block : known;
    }

    private sealed class Block(ReasoningDetail first, int number)
    {
        private readonly FieldAccumulator _fields = new(FieldRule.Merge);
        private TextAccumulator _text;
        private TextAccumulator _summary;
        private TextAccumulator _data;
        private string? _signature;
        private string? _format;

        public int Number => number;

        public string? Id { get; private set; }

        public bool IsSigned => !string.IsNullOrEmpty(_signature);

        public bool CanContinueWith(ReasoningDetail fragment) =>
            first.Type == fragment.Type
            && first.Index == fragment.Index
            && (Id is null || fragment.Id is null || Id == fragment.Id);

        /// <summary>Determines whether a fragment repeats the complete block, together with its signature.</summary>
        public bool IsRepeatedBy(ReasoningDetail fragment) =>
            !string.IsNullOrEmpty(fragment.Signature)
            && (!IsSigned || _signature == fragment.Signature)
            && (fragment.Text ?? fragment.Summary ?? fragment.Data) is { Length: > 0 }
            && IsSame(fragment.Text, _text) && IsSame(fragment.Summary, _summary) && IsSame(fragment.Data, _data);

        public void Sign(ReasoningDetail fragment)
        {
            _signature = IsSigned ? _signature : fragment.Signature ?? _signature;
            Id ??= fragment.Id;
            _format ??= fragment.Format;
        }

        public void Add(ReasoningDetail fragment)
        {
            _text.Add(fragment.Text);
            _summary.Add(fragment.Summary);
            _data.Add(fragment.Data);
            _fields.Add(fragment.Fields);
            Sign(fragment);
        }

        public ReasoningDetail ToDetail() => (first with
        {
            Text = _text.ToString(),
            Summary = _summary.ToString(),
            Data = _data.ToString(),
            Signature = _signature,
            Id = Id,
            Format = _format,
            ExtraFields = _fields.ToBag(),
        }).WithoutMisfits();

        private static bool IsSame(string? text, TextAccumulator accumulated) =>
            (text?.Length ?? 0) == accumulated.Length && (text ?? "") == (accumulated.ToString() ?? "");
    }
}
