using System.Text.Json;

namespace ChatSdk;

/// <summary>Determines whether a field means an error although the status says that all is well.</summary>
/// <param name="value">The value of the field.</param>
/// <param name="body">The object it is in.</param>
/// <param name="isBetween">Whether the object was received between the chunks of an answer, where servers also report their progress.</param>
internal delegate bool ErrorSign(JsonElement value, JsonElement body, bool isBetween);

/// <summary>Reads an error from the object it is in; <see langword="null"/> if the object does not have this shape after all.</summary>
internal delegate ErrorBody? ErrorRead(JsonElement body, int depth);

/// <summary>A shape in which servers write errors: when it is an error, and how it is read.</summary>
/// <param name="Fields">The fields that make the shape, any of them. Names are compared by <see cref="LooseName"/>.</param>
/// <param name="IsError">When such a field means an error in a response with a good status, or in a stream; <see langword="null"/> for never.</param>
/// <param name="Read">How the error is read.</param>
internal sealed record ErrorShape(string[] Fields, ErrorSign? IsError, ErrorRead Read)
{
    /// <summary>Gets whether it is an error even in an object that holds an answer. Others count only where there is no answer.</summary>
    public bool CountsBesideAnswer { get; init; }

    /// <summary>Determines whether an object reports an error in this shape.</summary>
    public bool IsErrorIn(JsonElement body, bool isBetween = false) =>
        IsError is not null && Fields.Any(field => body.Member(field) is { } value && IsError(value, body, isBetween));

    /// <summary>Reads the error of an object; <see langword="null"/> if it has no such field, or not in this shape.</summary>
    public ErrorBody? ReadFrom(JsonElement body, int depth) => Fields.Any(field => body.Member(field) is not null) ? Read(body, depth) : null;
}
