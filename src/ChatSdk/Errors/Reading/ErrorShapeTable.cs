using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// The shapes of server errors. <see cref="ErrorFinder"/> uses the table to detect errors in successful responses and streams, and
/// <see cref="ErrorBody"/> uses the first matching row to read an error. To add a shape, add a row.
/// </summary>
internal static class ErrorShapeTable
{
    // A message between chunks may also be a progress report; these words indicate an error.
    private static readonly string[] _failureWords =
    [
        "error", "fail", "exceed", "invalid", "unavailable", "overload", "timeout", "timed out", "denied", "unauthorized", "refused", "limit",
        "exception", "throttl", "unable to", "not authorized", "forbidden", "too many",
    ];

    /// <summary>Gets the shape that is also detected in nested objects.</summary>
    public static ErrorShape Error { get; } = new(["error"], (value, _, _) => value.IsSomething(), ReadError) { CountsBesideAnswer = true };

    /// <summary>Gets all shapes, the more specific ones first.</summary>
    public static IReadOnlyList<ErrorShape> All { get; } =
    [
        new(["base_resp"], (value, _, _) => value.Number("status_code") is not (null or 0), ReadBaseResponse) { CountsBesideAnswer = true },
        Error,
        new(["error_message", "error_msg"], (value, _, _) => value.AsText() is not null, ReadFlat) { CountsBesideAnswer = true },
        new(["error_type"], null, ReadFlat),
        new(["error_code"], (value, _, _) => value.AsText() is { } code && !IsSuccess(code), ReadErrorCode) { CountsBesideAnswer = true },
        new(["errors"], (value, _, _) => value.IsSomething(), ReadErrors),
        new(["fault"], (value, _, _) => value.IsSomething(), ReadFault),
        new(["object"], (value, _, _) => value.AsText() == "error", ReadCommon) { CountsBesideAnswer = true },
        new(["detail"], (value, _, _) => value.IsSomething(), ReadCommon),
        new(["message", "msg"], IsFailureMessage, ReadCommon),
        new(["status"], (value, _, _) => value.AsNumber() >= 400 || value.AsText() is "error" or "failure" or "failed", ReadCommon),
        new(["code", "status_code"], (value, _, _) => value.AsNumber() >= 400, ReadCommon),
        new(["title"], null, ReadCommon),
        new(["type"], (value, _, _) => IsFailureType(value.AsText()), ReadCommon),
    ];

    /// <summary>Gets the names of the fields that may indicate an error in an object that also contains an answer.</summary>
    public static IReadOnlySet<string> FieldsBesideAnswer { get; } =
        All.Where(shape => shape.CountsBesideAnswer).SelectMany(shape => shape.Fields).ToHashSet(LooseName.Comparer);

    /// <summary>Determines whether the object has a code that indicates success.</summary>
    public static bool IndicatesSuccess(JsonElement body) => body.First("code", "status_code") is { } code && IsSuccess(code);

    private static bool IsSuccess(string code) =>
        code is "0" or "200" || code.Equals("success", StringComparison.OrdinalIgnoreCase) || code.Equals("ok", StringComparison.OrdinalIgnoreCase);

    private static bool IsFailureMessage(JsonElement message, JsonElement body, bool isBetween) =>
        message.AsText() is { } words && (!isBetween || body.Member("code") is not null || Words.Any(body.First("type") + words, _failureWords));

    private static bool IsFailureType(string? type) => type == "error" || type?.EndsWith("exception", StringComparison.OrdinalIgnoreCase) == true;

    private static ErrorBody? ReadBaseResponse(JsonElement body, int depth) =>
        body.Member("base_resp") is { } response && response.First("status_code") is { } code and not "0"
            ? new ErrorBody { Message = response.First("status_msg"), Code = code }
            : null;

    private static ErrorBody? ReadError(JsonElement body, int depth)
    {
        var error = body.Member("error") ?? default;
        return error.ValueKind switch
        {
            JsonValueKind.String when error.AsText() is { } words =>
                ErrorBody.ReadMembers(body) with { Message = body.First("message") ?? body.Member("message")?.AsJoinedStrings() ?? words },
            JsonValueKind.Array => ErrorBody.Read(error, depth + 1),
            JsonValueKind.Object => ReadErrorObject(error, body, depth),
            _ => null,
        };
    }

    private static ErrorBody ReadErrorObject(JsonElement error, JsonElement body, int depth)
    {
        var inner = ReadMessage(error, depth);
        var outer = ErrorBody.ReadMembers(error);
        return outer.Or(inner) with
        {
            Message = inner?.Message ?? outer.Message ?? body.First("message"),
            Type = outer.Type ?? error.First("status") ?? inner?.Type,
            Reason = outer.Reason ?? inner?.Code,
            ExtraFields = FieldBag.From([.. Rest(body, "error"), .. Rest(error, "message", "code", "type", "param", "reason")]),
        };
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Rest(JsonElement json, params string[] known) => json.EnumerateObject()
        .Where(member => !known.Contains(member.Name, LooseName.Comparer) && member.Value.ValueKind != JsonValueKind.Null)
        .Select(member => KeyValuePair.Create(member.Name, member.Value.Clone()));

    /// <summary>Reads a message in which a gateway passes on the complete response of another service, as JSON or as a string with JSON.</summary>
    private static ErrorBody? ReadMessage(JsonElement error, int depth)
    {
        var message = error.Member("message") ?? default;
        if (message.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return message.AsJoinedStrings() is { } joined ? new ErrorBody { Message = joined } : ErrorBody.Read(message, depth + 1);
        }

        if (message.AsText() is not { } text || text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        using var json = ErrorReader.Parse(Encoding.UTF8.GetBytes(text));
        return json is null ? null : ErrorBody.Read(json.RootElement, depth + 1);
    }

    private static ErrorBody? ReadFlat(JsonElement body, int depth) => body.First("error_message", "error_msg", "error_type") is null ? null : ErrorBody.ReadMembers(body) with
    {
        Message = body.First("error_message", "error_msg", "message"),
        Code = body.First("error_code", "error_type"),
    };

    private static ErrorBody? ReadErrorCode(JsonElement body, int depth) =>
        body.First("error_code") is { } code and not "0" ? ErrorBody.ReadMembers(body) with { Message = body.First("text", "message"), Code = code } : null;

    private static ErrorBody? ReadErrors(JsonElement body, int depth)
    {
        if (body.Member("errors") is not { ValueKind: JsonValueKind.Array } errors || errors.GetArrayLength() == 0)
        {
            return null;
        }

        return errors[0].ValueKind == JsonValueKind.Object
            ? ErrorBody.ReadMembers(errors[0]) with { Param = Location(errors[0]) }
            : new ErrorBody { Message = errors[0].AsText() };
    }

    private static ErrorBody? ReadFault(JsonElement body, int depth) => body.Member("fault") is { ValueKind: JsonValueKind.Object } fault
        ? new ErrorBody { Message = fault.First("faultstring"), Code = fault.Member("detail")?.First("errorcode") }
        : null;

    /// <summary>Reads top-level members, and the object or list that some servers send as <c>message</c> or <c>detail</c>.</summary>
    private static ErrorBody? ReadCommon(JsonElement body, int depth)
    {
        var about = body.Member("message") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } message ? message : body.Member("detail") ?? default;
        about = about.Member("detail") ?? about;
        if (about.Member("error") is { } error && error.IsSomething())
        {
            return ErrorBody.Read(about, depth + 1);
        }

        var item = about.ValueKind == JsonValueKind.Array && about.GetArrayLength() > 0 && about[0].ValueKind == JsonValueKind.Object ? about[0] : default;
        var top = ErrorBody.ReadMembers(body);
        var words = item.First("msg", "message") ?? about.AsJoinedStrings() ?? body.First("message", "msg") ?? about.AsText() ?? about.First("message") ?? body.First("title");
        return words is null && body.First("object") != "error" && top.Status is null && !IsFailureType(top.Type)
            ? null
            : (top with { Message = words, Param = top.Param ?? about.First("param") ?? Location(item) }).Or(ErrorBody.ReadMembers(about) with { Status = null });
    }

    private static string? Location(JsonElement item) => item.Member("loc") is { ValueKind: JsonValueKind.Array } location
        ? string.Join('.', location.EnumerateArray().Select(step => step.AsText()))
        : null;
}
