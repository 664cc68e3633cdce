using System.Text.Json;

namespace ChatSdk;

/// <summary>The content of an error body, independent of its shape.</summary>
internal sealed record ErrorBody
{
    // A gateway may wrap the error that it received from another service. Levels below this depth are not searched.
    private const int _deepest = 4;

    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    public string? Param { get; init; }

    public string? Reason { get; init; }

    /// <summary>Gets the other fields of the error.</summary>
    public FieldBag ExtraFields { get; init; } = FieldBag.Empty;

    /// <summary>Gets the HTTP status in the body, which is used if the status of the response indicates success.</summary>
    public int? Status { get; init; }

    /// <summary>Gets the delay before a retry, as specified in the body.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether a daily quota is used up.</summary>
    public bool HasDailyQuota { get; init; }

    /// <summary>Gets the body as it was received, at most its first 64 KB.</summary>
    public string Text { get; init; } = "";

    /// <summary>Reads an error: a string is the message, a list is searched for the first error, and an object is read with the first shape in <see cref="ErrorShapeTable"/> that matches. Returns <see langword="null"/> if there is no error.</summary>
    public static ErrorBody? Read(JsonElement body, int depth = 0) => depth > _deepest ? null : body.ValueKind switch
    {
        JsonValueKind.Array => body.EnumerateArray().Select(item => Read(item, depth + 1)).FirstOrDefault(error => error is not null),
        JsonValueKind.String => new ErrorBody { Message = JsonText.Of(body) },
        JsonValueKind.Object => ErrorShapeTable.All.Select(shape => shape.ReadFrom(body, depth)).FirstOrDefault(error => error is not null),
        _ => null,
    };

    /// <summary>Reads an error object, whose members may have any of the names that are usual for them.</summary>
    public static ErrorBody ReadMembers(JsonElement error) => new()
    {
        Message = error.First("message", "msg", "detail", "title"),
        Code = error.First("code"),
        Type = error.First("error_type", "type"),
        Param = error.First("param"),
        Reason = error.First("reason"),
        Status = error.Number("http_status_code", "status", "status_code", "http_code", "code"),
    };

    /// <summary>Returns this error with its missing values filled in from another error, which is nested in this one or contains it.</summary>
    public ErrorBody Or(ErrorBody? other) => other is null ? this : this with
    {
        Message = Message ?? other.Message,
        Code = Code ?? other.Code,
        Type = Type ?? other.Type,
        Param = Param ?? other.Param,
        Reason = Reason ?? other.Reason,
        Status = Status ?? other.Status,
    };
}
