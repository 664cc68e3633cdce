using System.Text.Json;

namespace ChatSdk;

/// <summary>A value that was skipped while an object was read; the default value of this type means that no value was skipped.</summary>
/// <param name="Kind">The type of the first token of the value.</param>
/// <param name="Range">The position of the value in the JSON.</param>
/// <param name="Member">The template's member for the value; <see langword="null"/> if no template is being created from the JSON.</param>
internal readonly record struct RawValue(JsonTokenType Kind, Range Range, TemplateMember? Member);
