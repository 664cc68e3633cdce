using System.Text.Json;

namespace ChatSdk;

/// <summary>A value that was skipped while an object was read; the default value means that there is none.</summary>
/// <param name="Kind">The first token of the value.</param>
/// <param name="Range">Its position in the JSON.</param>
/// <param name="Member">The recorded member, if members are recorded.</param>
internal readonly record struct RawValue(JsonTokenType Kind, Range Range, TemplateMember? Member);
