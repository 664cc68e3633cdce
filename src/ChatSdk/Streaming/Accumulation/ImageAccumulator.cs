using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Accumulates the images of an answer. An image whose URL was received before counts as a repetition, because some servers send all
/// images with every chunk. A URL without a scheme is a fragment, which is appended to the URL of the image with the same index or, if the fragment
/// has no index, of the last image. An index alone does not identify an image, because some gateways send the index 0 for all images.
/// </summary>
internal sealed class ImageAccumulator
{
    private readonly List<Image> _images = [];
    private readonly Dictionary<string, Image> _byUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<double, Image> _byIndex = [];

    /// <summary>Adds the images of a chunk.</summary>
    /// <exception cref="ChatProtocolException">There are more images than allowed.</exception>
    public void AddRange(IReadOnlyList<ImagePart> images)
    {
        foreach (var image in images)
        {
            Add(image);
        }
    }

    public IReadOnlyList<ImagePart> ToList() => _images.ConvertAll(image => image.ToPart());

    private void Add(ImagePart part)
    {
        var url = part.ImageUrl?.Url ?? "";
        var isWhole = ContentPart.HasScheme(url);
        double? index = part.ExtraFields.TryGetValue("index", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
        var begun = index is { } place ? _byIndex.GetValueOrDefault(place) : _images.LastOrDefault();
        var known = isWhole ? _byUrl.GetValueOrDefault(url) ?? (begun is { HasUrl: false } ? begun : null) : begun;
        if (known is null)
        {
            if (_images.Count == AnswerLimits.Parts)
            {
                throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.Parts, "images"));
            }

            _images.Add(known = new Image());
        }

        known.Add(part, isWhole && known.HasUrl ? "" : url);
        if (isWhole)
        {
            _byUrl[url] = known;
        }

        if (index is { } key)
        {
            _byIndex[key] = known;
        }
    }

    private sealed class Image
    {
        private static readonly CacheControl _noCacheControl = new();

        private readonly FieldAccumulator _fields = new(FieldRule.Replace);
        private readonly FieldAccumulator _fieldsOfReference = new(FieldRule.Replace);
        private readonly StringBuilder _url = new();
        private string? _type;
        private string? _detail;
        private CacheControl? _cacheControl;
        private bool _hasReference;

        public bool HasUrl => _url.Length > 0;

        public void Add(ImagePart part, string url)
        {
            _type = part.Type ?? _type;
            _detail = part.ImageUrl?.Detail ?? _detail;
            _cacheControl = part.CacheControl is null || part.CacheControl == _noCacheControl ? _cacheControl ?? part.CacheControl : part.CacheControl;
            _hasReference |= part.ImageUrl is not null;
            _url.Append(url);
            _fields.Add(part.Fields);
            _fieldsOfReference.Add(part.ImageUrl?.Fields ?? FieldBag.Empty);
        }

        public ImagePart ToPart() => new()
        {
            Type = _type,
            ImageUrl = _hasReference ? new() { Url = HasUrl ? _url.ToString() : null, Detail = _detail, ExtraFields = _fieldsOfReference.ToBag() } : null,
            CacheControl = _cacheControl,
            ExtraFields = _fields.ToBag(),
        };
    }
}
