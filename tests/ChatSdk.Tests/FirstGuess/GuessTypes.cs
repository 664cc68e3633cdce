using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>A type for structured output.</summary>
internal sealed record City(string Name, int People);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(City))]
internal sealed partial class GuessContext : JsonSerializerContext;
