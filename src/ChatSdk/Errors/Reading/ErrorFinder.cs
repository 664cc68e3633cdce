using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Tells an error from an answer, by one rule for bodies and for the events of a stream. An object that has no answer in
/// it and speaks of a failure is one; beside an answer, only what is plainly an error counts.
/// </summary>
internal static class ErrorFinder
{
    private static readonly string[] _names = ["error", "error_message", "error_msg", "error_code", "base_resp"];

    private static readonly string[] _badWords =
        ["error", "fail", "exceed", "invalid", "unavailable", "overload", "timeout", "timed out", "denied", "unauthorized", "refused", "limit"];

    /// <summary>Tells, from the fields that an answer and its choices have no property for, whether it is worth looking for an error.</summary>
    public static bool MayHold(WireRecord answer, IReadOnlyList<WireRecord> choices) =>
        (answer.ExtraFields.Count > 0 && answer.ExtraFields.Keys.Any(name => _names.Contains(name) || name == "object" || VendorBlock.Is(name)))
        || choices.Any(choice => choice.ExtraFields.ContainsKey("error"));

    /// <summary>Gives the object in which the error stands; <see langword="null"/> if there is none.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="isBetween">Whether it came between the pieces of an answer, where servers also tell of their progress.</param>
    public static JsonElement? Find(JsonElement json, bool isBetween = false)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return json.EnumerateArray().Select(item => Find(item, isBetween)).FirstOrDefault(place => place is not null);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return Says(json) || (!HasAnswer(json) && SpeaksOfFailure(json, isBetween)) ? json : Inside(json);
    }

    private static bool Says(JsonElement json) =>
        (json.TryGetProperty("error", out var error) && IsSomething(error))
        || json.First("object") == "error"
        || json.First("error_message", "error_msg") is not null
        || (json.First("error_code") is { } code && !IsSuccess(code))
        || (json.TryGetProperty("base_resp", out var response) && response.Number("status_code") is { } status and not 0);

    private static bool HasAnswer(JsonElement json) =>
        (json.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
        || (json.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object);

    private static bool SpeaksOfFailure(JsonElement json, bool isBetween)
    {
        if (json.First("code", "status_code") is { } code && IsSuccess(code))
        {
            return false;
        }

        return (json.First("message", "msg") is { } words && (!isBetween || json.TryGetProperty("code", out _) || Words.Any(json.First("type") + words, _badWords)))
            || json.Number("code", "status_code", "status") >= 400
            || json.First("status") is "error" or "failure" or "failed"
            || json.First("type") == "error"
            || (json.TryGetProperty("detail", out var detail) && IsSomething(detail))
            || (json.TryGetProperty("errors", out var errors) && IsSomething(errors))
            || (json.TryGetProperty("fault", out var fault) && IsSomething(fault));
    }

    /// <summary>Looks where some servers put an error: into a block of their own, into the data of an envelope, or into a choice.</summary>
    private static JsonElement? Inside(JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            if ((VendorBlock.Is(member.Name) || member.Name == "data") && HasError(member.Value))
            {
                return member.Value;
            }
        }

        return json.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
            ? choices.EnumerateArray().Where(HasError).Select(choice => (JsonElement?)choice).FirstOrDefault()
            : null;
    }

    private static bool HasError(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("error", out var error) && IsSomething(error);

    private static bool IsSuccess(string code) => code is "0" or "200" || code.Equals("success", StringComparison.OrdinalIgnoreCase) || code.Equals("ok", StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells something from nothing: many servers write <c>"error": null</c>, and others an object of empty fields, into every answer.</summary>
    private static bool IsSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => IsSomething(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsSomething),
        JsonValueKind.String => JsonText.Of(value).Length > 0,
        JsonValueKind.Number => !value.TryGetDouble(out var number) || number != 0,
        JsonValueKind.True => true,
        _ => false,
    };
}
