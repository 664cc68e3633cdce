using System.ComponentModel;
using System.Text.Json.Serialization;
using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, which knows one recipe.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?
    .AnswersText("""{"name":"Pancakes","minutes":20,"ingredients":["2 eggs","milk","flour"],"steps":["Mix.","Bake."]}""")
    .Streams("""{"name":"Pan""", """cakes","minutes":20,"ingre""", """dients":["2 eggs","milk",""", """ "flour"],"steps":["Mix.",""", """ "Bake."]}""");

using var client = new ChatClient(
    server?.BaseAddress ?? address!,
    Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
    Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
const string Prompt = "Give me a recipe for pancakes.";

try
{
    // The schema of Recipe is sent with the request, and the answer is returned as a Recipe.
    ChatCompletion<Recipe> answer = await client.CreateAsync(Prompt, RecipeJson.Default.Recipe);
    Console.WriteLine($"{answer.Value.Name}: {answer.Value.Minutes} minutes, {answer.Value.Ingredients.Count} ingredients");

    // This call returns the recipe while the answer is being received. Each snapshot is more complete than the previous one.
    await foreach (ChatCompletionSnapshot<Recipe> snapshot in client.CreateStreamAsync(Prompt, RecipeJson.Default.Recipe))
    {
        var recipe = snapshot.Value;
        Console.WriteLine($"{(snapshot.IsComplete ? "Complete" : "So far")}: {recipe.Name}; {string.Join(", ", recipe.Ingredients ?? [])}; {string.Join(" ", recipe.Steps ?? [])}");
    }

    return 0;
}
catch (ChatFormatException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message} The answer was: {exception.RawText}");
    return 1;
}
catch (ChatException exception)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

[Description("A recipe for a home cook.")]
internal sealed record Recipe(
    string Name,
    [property: Description("The time from start to table.")] int Minutes,
    IReadOnlyList<string> Ingredients,
    IReadOnlyList<string> Steps);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;
