using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>Replaces the secrets in a recording with asterisks.</summary>
internal sealed class RecordedSecrets
{
    // A shorter secret could also match ordinary words in an answer.
    private const int _minLength = 8;

    private readonly SentSecrets _values = new(_minLength);

    /// <summary>Initializes a new instance of the <see cref="RecordedSecrets"/> class with the secrets in a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="upstreamQuery">The query of the recorded server's address; empty if there is none.</param>
    public RecordedSecrets(FakeRequest request, string upstreamQuery = "")
    {
        foreach (var (_, value) in request.Headers.Where(header => SecretName.Is(header.Key)))
        {
            _values.AddHeader(value);
        }

        _values.AddQuery(request.Query);
        _values.AddQuery(upstreamQuery);
        AddFields(request.Bytes.Span);
    }

    /// <summary>Adds the secrets in the headers of the answer, including the values of cookies and the secrets in the query of a redirect address.</summary>
    public void AddHeaders(IEnumerable<KeyValuePair<string, HeaderStringValues>> headers)
    {
        foreach (var (name, value) in headers.SelectMany(header => header.Value, (header, value) => (header.Key, value)))
        {
            if (SecretName.Is(name))
            {
                _values.AddHeader(value.Split(';')[0]);
            }

            _values.AddQuery(value[(value.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        }
    }

    /// <summary>Adds the secrets in the top-level fields of a body, if it is a JSON object.</summary>
    public void AddFields(ReadOnlySpan<byte> body)
    {
        using var json = ErrorReader.Parse(body);
        if (json is { RootElement.ValueKind: JsonValueKind.Object })
        {
            foreach (var field in json.RootElement.EnumerateObject().Where(field => SecretName.Is(field.Name)))
            {
                AddStrings(field.Value);
            }
        }
    }

    /// <summary>Replaces each secret with asterisks of the same length.</summary>
    public string Hide(string line) => _values.Hide(line, Mask);

    /// <summary>Replaces the secrets in the bytes of a body.</summary>
    public void Hide(Span<byte> body)
    {
        // Each byte is decoded as one character, so that bytes that are not text remain unchanged.
        var hidden = _values.Hide(Encoding.Latin1.GetString(body), Mask);
        Encoding.Latin1.GetBytes(hidden, body);
    }

    private static string Mask(string secret) => new('*', secret.Length);

    private void AddStrings(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _values.Add(value.GetString()!);
                break;
            case JsonValueKind.Array:
                value.EnumerateArray().ToList().ForEach(AddStrings);
                break;
            case JsonValueKind.Object:
                value.EnumerateObject().ToList().ForEach(field => AddStrings(field.Value));
                break;
        }
    }
}
