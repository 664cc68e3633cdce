using System.Text.Json;

namespace ChatSdk;

/// <summary>A place in a template at which the value may change from event to event, and the value that was found there in the last event.</summary>
/// <param name="member">The member that contains the value; <see langword="null"/> if the place is outside of the JSON.</param>
/// <param name="kind">The kind of values that can be at the place.</param>
/// <param name="start">The position of the value in the template.</param>
/// <param name="length">The length of the value in the template.</param>
internal sealed class TemplatePlace(TemplateMember? member, PlaceKind kind, int start, int length)
{
    private static readonly byte[] _lineEnds = "\r\n"u8.ToArray();

    public TemplateMember? Member => member;

    /// <summary>Gets or sets the position of the value in the template.</summary>
    public int Start { get; set; } = start;

    /// <summary>Gets the position after the value in the template.</summary>
    public int End => Start + length;

    /// <summary>Gets or sets whether any event so far had a value here that differs from the value in the template.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Gets whether the value that was found differs from the value in the template.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Gets the position of the value that was found.</summary>
    public int Found { get; private set; }

    /// <summary>Gets the position after the value that was found.</summary>
    public int FoundEnd { get; private set; }

    /// <summary>Gets whether the string that was found contains escapes.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Returns the type of the token that was found.</summary>
    public JsonTokenType KindIn(ReadOnlySpan<byte> next) => kind switch
    {
        PlaceKind.Number => JsonTokenType.Number,
        PlaceKind.Boolean => next[Found] == 't' ? JsonTokenType.True : JsonTokenType.False,
        PlaceKind.Numbers => JsonTokenType.StartArray,
        _ => JsonTokenType.String,
    };

    /// <summary>Reads the value at a position in the next event; returns <see langword="false"/> if there is no complete value of the required kind.</summary>
    public bool Read(ReadOnlySpan<byte> next, int at, ReadOnlySpan<byte> template)
    {
        // The comparison includes the byte after the value, where a longer value would continue.
        var rest = next[at..];
        IsChanged = !rest.StartsWith(template.Slice(Start, length + 1));
        var found = IsChanged ? LengthIn(rest) : length;
        (Found, FoundEnd) = (at, at + found);
        return found >= 0;
    }

    private int LengthIn(ReadOnlySpan<byte> rest)
    {
        IsEscaped = false;
        switch (kind)
        {
            case PlaceKind.Number:
                return JsonText.LengthOfNumber(rest);
            case PlaceKind.Boolean:
                return rest.StartsWith("true"u8) ? 4 : rest.StartsWith("false"u8) ? 5 : -1;
            case PlaceKind.Numbers:
                return JsonText.LengthOfNumbers(rest);
            case PlaceKind.Line:
                return rest.IndexOfAny(_lineEnds);
            default:
                var found = JsonText.LengthOf(rest, out var isEscaped);
                IsEscaped = isEscaped;
                return found == 0 && kind == PlaceKind.NonEmptyText ? -1 : found;
        }
    }
}
