using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>What an error body says, in whichever of the known shapes it says it.</summary>
internal sealed class ErrorBody
{
    // Gateways wrap the error of the service behind them; deeper than this is no error any more.
    private const int _deepest = 4;

    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    public string? Param { get; init; }

    public string? Reason { get; init; }

    /// <summary>Gets what else the error says.</summary>
    public FieldBag ExtraFields { get; init; } = FieldBag.Empty;

    /// <summary>Gets the HTTP status that the body names, which counts where the real one is 200.</summary>
    public int? Status { get; set; }

    /// <summary>Gives what the body says; <see langword="null"/> if it is in none of the known shapes.</summary>
    public static ErrorBody? Read(JsonElement body, int depth = 0) => depth > _deepest ? null : body.ValueKind switch
    {
        JsonValueKind.Array => body.EnumerateArray().Select(item => Read(item, depth + 1)).FirstOrDefault(error => error is not null),
        JsonValueKind.String => new ErrorBody { Message = JsonText.Of(body) },
        JsonValueKind.Object => ReadBaseResponse(body) ?? ReadError(body, depth) ?? ReadFlat(body) ?? ReadLists(body) ?? ReadDetail(body, depth),
        _ => null,
    };

    private static ErrorBody? ReadError(JsonElement body, int depth)
    {
        if (!body.TryGetProperty("error", out var error))
        {
            return null;
        }

        if (error.ValueKind == JsonValueKind.String && error.ValueEquals("") is false)
        {
            return new ErrorBody
            {
                Message = body.First("message") ?? (body.TryGetProperty("message", out var list) ? Texts(list) : null) ?? JsonText.Of(error),
                Code = body.First("code"),
                Type = body.First("error_type", "type"),
                Status = body.Number("status_code", "code"),
            };
        }

        if (error.ValueKind == JsonValueKind.Array)
        {
            return Read(error, depth + 1);
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var inner = Inner(error, depth);
        return new ErrorBody
        {
            Message = inner?.Message ?? error.First("message", "detail") ?? body.First("message"),
            Code = error.First("code") ?? inner?.Code,
            Type = error.First("type", "status") ?? inner?.Type,
            Param = error.First("param") ?? inner?.Param,
            Reason = error.First("reason") ?? inner?.Code,
            Status = error.Number("http_status_code", "status_code", "status", "http_code", "code"),
            ExtraFields = FieldBag.From([.. Rest(body, "error"), .. Rest(error, "message", "code", "type", "param", "reason")]),
        };
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Rest(JsonElement json, params string[] known) => json.EnumerateObject()
        .Where(member => !known.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
        .Select(member => KeyValuePair.Create(member.Name, member.Value.Clone()));

    /// <summary>Reads a message that is no plain text: some gateways put the whole answer of the service behind them into it, as JSON or as its text.</summary>
    private static ErrorBody? Inner(JsonElement error, int depth)
    {
        if (!error.TryGetProperty("message", out var message))
        {
            return null;
        }

        if (message.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return Texts(message) is { } texts ? new ErrorBody { Message = texts } : Read(message, depth + 1);
        }

        if (message.AsText() is not { } text || text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        using var json = ErrorReader.Parse(Encoding.UTF8.GetBytes(text));
        return json is null ? null : Read(json.RootElement, depth + 1);
    }

    private static string? Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? string.Join("; ", list.EnumerateArray().Select(JsonText.Of))
            : null;

    private static ErrorBody? ReadBaseResponse(JsonElement body) =>
        body.TryGetProperty("base_resp", out var response) && response.ValueKind == JsonValueKind.Object && response.Number("status_code") is { } code and not 0
            ? new ErrorBody { Message = response.First("status_msg"), Code = code.ToString(CultureInfo.InvariantCulture) }
            : null;

    private static ErrorBody? ReadFlat(JsonElement body)
    {
        if (body.First("error_message", "error_msg", "error_type") is not null)
        {
            return new ErrorBody
            {
                Message = body.First("error_message", "error_msg", "message"),
                Code = body.First("error_code", "error_type"),
                Type = body.First("error_type"),
            };
        }

        return body.First("error_code") is { } code and not "0" ? new ErrorBody { Message = body.First("text", "message"), Code = code } : null;
    }

    private static ErrorBody? ReadLists(JsonElement body)
    {
        if (body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
        {
            var first = errors[0];
            return first.ValueKind == JsonValueKind.Object
                ? new ErrorBody { Message = first.First("message", "msg", "detail", "title"), Code = first.First("code"), Param = Location(first) }
                : new ErrorBody { Message = first.AsText() };
        }

        return body.TryGetProperty("fault", out var fault) && fault.ValueKind == JsonValueKind.Object
            ? new ErrorBody
            {
                Message = fault.First("faultstring"),
                Code = fault.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.Object ? detail.First("errorcode") : null,
            }
            : null;
    }

    private static ErrorBody? ReadDetail(JsonElement body, int depth)
    {
        var about = body.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? message
            : body.TryGetProperty("detail", out var detail) ? detail : default;
        if (about.ValueKind == JsonValueKind.Object && about.TryGetProperty("detail", out var inner))
        {
            about = inner;
        }

        if (about.ValueKind == JsonValueKind.Object && about.TryGetProperty("error", out _))
        {
            return Read(about, depth + 1);
        }

        var item = about.ValueKind == JsonValueKind.Array && about.GetArrayLength() > 0 && about[0].ValueKind == JsonValueKind.Object ? about[0] : default;
        var words = item.First("msg", "message") ?? Texts(about) ?? body.First("message", "msg") ?? about.AsText() ?? about.First("message", "error") ?? body.First("title");
        return words is null && body.First("object") != "error" && body.Number("code", "status_code", "status") is null ? null : new ErrorBody
        {
            Message = words,
            Code = body.First("code") ?? about.First("code"),
            Type = body.First("type", "error_type") ?? about.First("type"),
            Param = body.First("param") ?? about.First("param") ?? Location(item),
            Status = body.Number("status", "status_code", "code"),
        };
    }

    private static string? Location(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("loc", out var location) && location.ValueKind == JsonValueKind.Array
            ? string.Join('.', location.EnumerateArray().Select(step => step.AsText()))
            : null;
}
