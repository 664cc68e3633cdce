using System.Text.Json.Serialization;
using ChatSdk.Testing;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.Docs;

[Description("A recipe for a home cook.")]
internal sealed record Recipe(
    string Name,
    [property: Description("The time from start to table.")] int Minutes,
    IReadOnlyList<string> Ingredients,
    string? Wine);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;

/// <summary>The C# code of docs/structured-output.md.</summary>
internal static class TypedAnswerSnippets
{
    public static async Task<Recipe> AskAsync(ChatClient client, FakeChatServer server)
    {
        server.AnswersAlways(FakeAnswer.Text("""{"name":"Pancakes","minutes":20,"ingredients":["flour","milk","eggs"],"wine":null}"""));    // only for the fake server
        ChatCompletion<Recipe> pancakes = await client.CreateAsync("A recipe for pancakes.", RecipeJson.Default.Recipe);
        Console.WriteLine($"{pancakes.Value.Name}, {pancakes.Value.Minutes} minutes; {pancakes.Completion.Usage?.TotalTokens} tokens");
        return pancakes.Value;
    }

    public static async Task WatchAsync(ChatClient client)
    {
        await foreach (ChatCompletionSnapshot<Recipe> snapshot in client.CreateStreamAsync("A recipe for pancakes.", RecipeJson.Default.Recipe))
        {
            Console.WriteLine($"{snapshot.Value.Name}: {snapshot.Value.Ingredients?.Count ?? 0} ingredients so far");
        }
    }

    public static async Task<Recipe> RequestWithSchemaInPromptAsync(ChatClient client)
    {
        var output = new StructuredOutputOptions { SchemaInPrompt = true, AllowSurroundingText = true };
        ChatCompletion<Recipe> waffles = await client.CreateAsync("A recipe for waffles.", RecipeJson.Default.Recipe, output);
        return waffles.Value;
    }

    public static async Task<Recipe> WithToolsAsync(ChatClient client)
    {
        var request = new ChatCompletionRequest
        {
            Messages = [ChatMessage.User("A recipe for this season.")],
            Tools = [ChatTool.FromDelegate(() => "autumn", "get_season", "Gets the current season.")],
            ResponseFormat = ResponseFormat.ForType(RecipeJson.Default.Recipe),
        };
        ChatToolRun run = await client.RunToolsAsync(request);
        Recipe seasonal = run.Completion!.ReadAs(RecipeJson.Default.Recipe);
        return seasonal;
    }
}
