namespace ChatSdk;

/// <summary>
/// Accumulates reasoning that can be sent back. A fragment continues an earlier block with the same type, index and id, until the
/// signature of the block is received, because a signed block must not change. An empty signature is ignored. A block that is
/// repeated with its signature replaces its fragments.
/// </summary>
internal sealed class ReasoningAccumulator
{
    private readonly List<Block> _blocks = [];

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
        var block = _blocks is [.., var last] && last.Agrees(fragment) ? last
            : fragment.Index is null ? null
            : _blocks.FindLast(known => known.Agrees(fragment));
        if (block?.IsRepeatedBy(fragment) == true)
        {
            block.Sign(fragment);
            return;
        }

        if (block is null || block.IsSigned)
        {
            _blocks.Add(block = new Block(fragment));
        }

        block.Add(fragment);
    }

    private sealed class Block(ReasoningDetail first)
    {
        private readonly FieldAccumulator _fields = new(FieldRule.Merge);
        private TextAccumulator _text;
        private TextAccumulator _summary;
        private TextAccumulator _data;
        private string? _signature;
        private string? _id;
        private string? _format;

        public bool IsSigned => !string.IsNullOrEmpty(_signature);

        public bool Agrees(ReasoningDetail fragment) =>
            first.Type == fragment.Type
            && first.Index == fragment.Index
            && (_id is null || fragment.Id is null || _id == fragment.Id);

        /// <summary>Determines whether a fragment repeats this complete block, with its signature.</summary>
        public bool IsRepeatedBy(ReasoningDetail fragment) =>
            !string.IsNullOrEmpty(fragment.Signature)
            && (!IsSigned || _signature == fragment.Signature)
            && (fragment.Text ?? fragment.Summary ?? fragment.Data) is { Length: > 0 }
            && IsSame(fragment.Text, _text) && IsSame(fragment.Summary, _summary) && IsSame(fragment.Data, _data);

        public void Sign(ReasoningDetail fragment)
        {
            _signature = IsSigned ? _signature : fragment.Signature ?? _signature;
            _id ??= fragment.Id;
            _format ??= fragment.Format;
        }

        public void Add(ReasoningDetail fragment)
        {
            _text.Add(fragment.Text);
            _summary.Add(fragment.Summary);
            _data.Add(fragment.Data);
            _fields.Add(fragment.ExtraFields);
            Sign(fragment);
        }

        public ReasoningDetail ToDetail() => (first with
        {
            Text = _text.ToString(),
            Summary = _summary.ToString(),
            Data = _data.ToString(),
            Signature = _signature,
            Id = _id,
            Format = _format,
            ExtraFields = _fields.ToBag(),
        }).WithoutMisfits();

        private static bool IsSame(string? text, TextAccumulator accumulated) => (text ?? "") == (accumulated.ToString() ?? "");
    }
}
