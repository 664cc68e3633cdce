namespace ChatSdk;

/// <summary>
/// Puts together thinking that can be sent back. A piece goes on with the one before if kind, place and id agree and that
/// one was not signed yet; encrypted thinking would be spoilt otherwise.
/// </summary>
internal sealed class ReasoningAccumulator
{
    private readonly List<Detail> _details = [];

    public void AddRange(IReadOnlyList<ReasoningDetail> pieces)
    {
        for (var place = 0; place < pieces.Count; place++)
        {
            Add(pieces[place]);
        }
    }

    public IReadOnlyList<ReasoningDetail>? ToList() => _details.Count > 0 ? _details.ConvertAll(detail => detail.ToDetail()) : null;

    private void Add(ReasoningDetail piece)
    {
        if (_details.Count == 0 || !_details[^1].GoesOnWith(piece))
        {
            _details.Add(new Detail(piece));
        }

        _details[^1].Add(piece);
    }

    private sealed class Detail(ReasoningDetail first)
    {
        private readonly FieldAccumulator _fields = new(joinsLists: true);
        private TextAccumulator _text;
        private TextAccumulator _summary;
        private TextAccumulator _data;
        private string? _signature;
        private string? _id;
        private string? _format;

        public bool GoesOnWith(ReasoningDetail piece) =>
            first.Type == piece.Type
            && first.Index == piece.Index
            && (_id is null || piece.Id is null || _id == piece.Id)
            && _signature is null;

        public void Add(ReasoningDetail piece)
        {
            _text.Add(piece.Text);
            _summary.Add(piece.Summary);
            _data.Add(piece.Data);
            _fields.Add(piece.ExtraFields);
            _signature ??= piece.Signature;
            _id ??= piece.Id;
            _format ??= piece.Format;
        }

        public ReasoningDetail ToDetail() => first with
        {
            Text = _text.ToString(),
            Summary = _summary.ToString(),
            Data = _data.ToString(),
            Signature = _signature,
            Id = _id,
            Format = _format,
            ExtraFields = _fields.ToBag(),
        };
    }
}
