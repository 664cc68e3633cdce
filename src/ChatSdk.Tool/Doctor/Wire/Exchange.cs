using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>A request, and its response as far as it was received.</summary>
internal sealed class Exchange(HttpRequestMessage request, string requestBody, Secrets secrets)
{
    private const int _maxBytes = 256 * 1024;
    private const int _maxExcerpt = 400;
    private const int _maxLead = 60;
    private const int _maxRequest = 1_000;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Gets the method, the path and the beginning of the body.</summary>
    public string Request { get; } = Printable.Clean($"{request.Method} {request.RequestUri?.AbsolutePath}\n{Start(requestBody, _maxRequest)}").TrimEnd();

    public Uri? Address { get; } = request.RequestUri;

    public HttpStatusCode? Status { get; private set; }

    public Version? HttpVersion { get; private set; }

    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public TimeSpan? TimeToHeaders { get; private set; }

    public TimeSpan? TimeToFirstByte { get; private set; }

    public TimeSpan? TimeToLastByte { get; private set; }

    /// <summary>Gets the number of bytes that were received, of which at most 256 KiB are stored.</summary>
    public long BodyBytes { get; private set; }

    public string Body => secrets.Hide(Encoding.UTF8.GetString(_body.WrittenSpan));

    public bool IsWebPage =>
        Header("Content-Type").Contains("html", StringComparison.OrdinalIgnoreCase) || Body.AsSpan().TrimStart().StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public void Receive(HttpResponseMessage response)
    {
        Status = response.StatusCode;
        HttpVersion = response.Version;
        TimeToHeaders = Stopwatch.GetElapsedTime(_start);
        Headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => secrets.Hide(string.Join(", ", header.Value)), StringComparer.OrdinalIgnoreCase);
    }

    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        TimeToLastByte = Stopwatch.GetElapsedTime(_start);
        TimeToFirstByte ??= TimeToLastByte;
        BodyBytes += bytes.Length;
        _body.Write(bytes[..Math.Min(bytes.Length, _maxBytes - _body.WrittenCount)]);
    }

    /// <summary>Returns the position of the first byte that is not valid UTF-8; <see langword="null"/> if there is none.</summary>
    public int? FirstInvalidByte()
    {
        var bytes = _body.WrittenSpan;
        for (var position = 0; position < bytes.Length;)
        {
            var status = Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed);
            if (status == OperationStatus.NeedMoreData && BodyBytes > _body.WrittenCount)
            {
                return null;
            }

            if (status != OperationStatus.Done)
            {
                return position;
            }

            position += consumed;
        }

        return null;
    }

    /// <summary>Returns the bytes around a position, in hexadecimal notation.</summary>
    public Evidence BytesAt(int position)
    {
        var start = Math.Max(0, position - 8);
        var length = Math.Min(24, _body.WrittenCount - start);
        return new(Request, $"{StatusLine}\nbytes {start} to {start + length - 1}: {Convert.ToHexString(_body.WrittenSpan.Slice(start, length))}");
    }

    /// <summary>Returns the body of the response as JSON; <see langword="null"/> if it is not a JSON object.</summary>
    public JsonElement? Json() => SseText.Parse(Body);

    /// <summary>Returns the request, and the part of the response body around the first of the strings that occurs in it, or the beginning of the body if none occurs.</summary>
    public Evidence Evidence(params ReadOnlySpan<string> around)
    {
        var body = Body;
        var start = 0;
        foreach (var text in around)
        {
            if (body.IndexOf(text, StringComparison.Ordinal) is >= 0 and var found)
            {
                start = Math.Max(0, found - _maxLead);
                break;
            }
        }

        return new(Request, $"{StatusLine}\n{(start > 0 ? "…" : "")}{Printable.Clean(Start(body[start..], _maxExcerpt))}".TrimEnd());
    }

    /// <summary>Returns the request, and the response headers whose names contain one of the strings.</summary>
    public Evidence HeaderEvidence(params string[] names) => new(Request, string.Join('\n', [
        StatusLine,
        .. Headers.Where(header => names.Any(name => header.Key.Contains(name, StringComparison.OrdinalIgnoreCase))).Select(header => Printable.Clean($"{header.Key}: {header.Value}"))]));

    private static string Start(string text, int length) => text.Length <= length ? text : $"{text[..length]}…";

    private string StatusLine => Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"HTTP/{HttpVersion} {(int)status}") : "no response";
}
