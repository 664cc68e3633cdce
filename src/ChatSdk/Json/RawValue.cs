using System.Text.Json;

namespace ChatSdk;

/// <summary>A value that was skipped while an object was read; the default value of this type means that no value was skipped.</summary>
/// <param name="Kind">The first token of the value.</param>
/// <param name="Range">Its position in the JSON.</param>
/// <param name="Member">The recorded member, if members are recorded.</param>
internal readonly record struct RawValue(JsonTokenType Kind, Range Range, TemplateMember? Member);
