using System.Text.Json.Serialization;
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
    public static async Task<Recipe> AskAsync(ChatClient client)
    {
        ChatCompletion<Recipe> answer = await client.CreateAsync("A recipe for pancakes.", RecipeJson.Default.Recipe);
        Console.WriteLine($"{answer.Value.Name}, {answer.Value.Minutes} minutes; {answer.Completion.Usage?.TotalTokens} tokens");
        return answer.Value;
    }

    public static async Task WatchAsync(ChatClient client)
    {
        await foreach (ChatCompletionSnapshot<Recipe> snapshot in client.CreateStreamAsync("A recipe for pancakes.", RecipeJson.Default.Recipe))
        {
            Console.WriteLine($"{snapshot.Value.Name}: {snapshot.Value.Ingredients?.Count ?? 0} ingredients so far");
        }
    }

    public static async Task<Recipe> RequestWithSchemaInPromptAsync(ChatClient client, ChatCompletionRequest request)
    {
        var output = new StructuredOutputOptions { SchemaInPrompt = true, AllowSurroundingText = true };
        ChatCompletion<Recipe> answer = await client.CreateAsync(request, RecipeJson.Default.Recipe, output);
        return answer.Value;
    }

    public static async Task<Recipe> WithToolsAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatToolRun run = await client.RunToolsAsync(request with { ResponseFormat = ResponseFormat.ForType(RecipeJson.Default.Recipe) });
        Recipe recipe = run.Completion!.ReadAs(RecipeJson.Default.Recipe);
        return recipe;
    }
}
