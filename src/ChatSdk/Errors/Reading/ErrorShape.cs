using System.Text.Json;

namespace ChatSdk;

/// <summary>Determines whether a field indicates an error although the status indicates success.</summary>
/// <param name="value">The value of the field.</param>
/// <param name="body">The object that contains the field.</param>
/// <param name="isBetween">Whether the object was received between the chunks of an answer, where servers also report their progress.</param>
internal delegate bool ErrorSign(JsonElement value, JsonElement body, bool isBetween);

/// <summary>Reads an error from an object; returns <see langword="null"/> if the object does not have the shape that this delegate reads.</summary>
internal delegate ErrorBody? ErrorRead(JsonElement body, int depth);

/// <summary>A shape of server errors: the fields by which it is recognized, and how it is read.</summary>
/// <param name="Fields">The fields of the shape. An object that has any of them has this shape. Names are compared with <see cref="LooseName"/>.</param>
/// <param name="IsError">Determines whether one of these fields indicates an error in a successful response or a stream; <see langword="null"/> if none of them ever does.</param>
/// <param name="Read">Reads the error.</param>
internal sealed record ErrorShape(string[] Fields, ErrorSign? IsError, ErrorRead Read)
{
    /// <summary>Gets whether the shape indicates an error even in an object that also contains an answer.</summary>
    public bool CountsBesideAnswer { get; init; }

    /// <summary>Determines whether an object contains an error of this shape.</summary>
    public bool IsErrorIn(JsonElement body, bool isBetween = false) =>
        IsError is not null && Fields.Any(field => body.Member(field) is { } value && IsError(value, body, isBetween));

    /// <summary>Reads the error from an object; returns <see langword="null"/> if the object does not have this shape.</summary>
    public ErrorBody? ReadFrom(JsonElement body, int depth) => Fields.Any(field => body.Member(field) is not null) ? Read(body, depth) : null;
}
