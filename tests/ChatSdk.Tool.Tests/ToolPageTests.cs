using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace ChatSdk.Tool.Tests;

/// <summary>Tests that docs/tool.md lists all exit codes and the options of five commands, and that its pictures show the current output of these commands.</summary>
public sealed partial class ToolPageTests : ToolTest
{
    private const int _columns = 80;

    private static IEnumerable<string> Commands => ["ask", "batch", "chat", "record", "serve"];

    [TestCaseSource(nameof(Commands))]
    public async Task Table_on_the_page_has_all_options(string name)
    {
        var command = ToolCommand.Create(Context).Subcommands.Single(command => command.Name == name);
        var table = new StringBuilder("| option | description |\n|---|---|\n");
        foreach (var option in command.Options)
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(alias => $"`{alias}`"));
            table.Append(CultureInfo.InvariantCulture, $"| {names} | {option.Description!.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        await DocsPage.ShouldHavePartAsync("tool.md", $"<!-- written by ToolPageTests from the options of {name} -->", table.ToString(), Guard);
    }

    [Test]
    public async Task Page_has_all_exit_codes()
    {
        var page = await File.ReadAllLinesAsync(DocsPage.PathOf("tool.md"), Guard);

        var documented = page.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.GetValue(null)}"));

        documented.Should().Contain(codes);
    }

    [Test]
    public async Task Picture_of_ask_is_up_to_date()
    {
        var schema = WriteFile("city.schema.json", """{ "type": "object", "properties": { "city": { "type": "string" }, "sunny": { "type": "boolean" } } }""");
        Server.AnswersText("""{"city":"Paris","sunny":true}""");
        Input = new StringReader("It is a bright day in Paris.");

        var text = await TextOfAsync("ask", "--url", Server.BaseAddress, "--model", "m", "--schema", schema, "Extract:", "-");

        await ShouldHavePictureAsync("ask", "chatsdk ask --schema city.schema.json \"Extract:\" - < report.txt", text);
    }

    [Test]
    public async Task Picture_of_batch_is_up_to_date()
    {
        var input = WriteFile("questions.jsonl", """
            {"messages":[{"role":"user","content":"The capital of France?"}]}
            {"messages":[{"role":"user","content":"The capital of Japan?"}]}
            {"messages":[]}
            """);
        var output = Path.Combine(Folder, "answers.jsonl");
        Server.AnswersText("Paris.").WithUsage(new() { PromptTokens = 12, CompletionTokens = 2, TotalTokens = 14 });
        Server.AnswersText("Tokyo.").WithUsage(new() { PromptTokens = 12, CompletionTokens = 2, TotalTokens = 14 });

        var text = await TextOfAsync("batch", input, output, "--url", Server.BaseAddress, "--model", "m", "--concurrency", "1", "--input-price", "500");

        await ShouldHavePictureAsync("batch", "chatsdk batch questions.jsonl answers.jsonl --input-price 500", $"{text}$ cat answers.jsonl\n{await File.ReadAllTextAsync(output, Guard)}");
    }

    [Test]
    public async Task Picture_of_chat_is_up_to_date()
    {
        var tools = WriteFile("tools.json", """[{ "name": "get_weather", "command": "echo \"Sunny in $ARG_CITY\"" }]""");
        Server.CallsTool("get_weather", """{"city":"Paris"}""");
        Server.AnswersText("""
            It is **sunny** in Paris. You could:

            1. walk along the *Seine*
            2. read [a guide](https://example.com/paris)

            | Museum | Closed |
            |---|---|
            | Louvre | Tuesday |
            | Orsay | Monday |

            ```python
            print("Bon voyage!")
            ```
            """).WithReasoning("The user wants ideas for a day in Paris. It is sunny, so they could be outdoors.").WithUsage(new() { PromptTokens = 90, CompletionTokens = 110, TotalTokens = 200 });
        Terminal = new TypingConsole(Output.Console).Type("What can I do in Paris today?").Type("y").Type("/tokens").Type("/exit");
        Output.IsTerminal = true;

        var text = await TextOfAsync("chat", "--url", Server.BaseAddress, "--model", "llama3.2", "--tools", tools);

        await ShouldHavePictureAsync("chat", "chatsdk chat --tools tools.json", text);
    }

    [Test]
    public async Task Picture_of_serve_is_up_to_date()
    {
        var script = WriteFile("script.yaml", "answers: [ { knownError: OpenAIRateLimit } ]");

        var text = await TextOfServerAsync("serve", script);

        await ShouldHavePictureAsync("serve", "chatsdk serve script.yaml --port 8080", text);
    }

    [Test]
    public async Task Picture_of_record_is_up_to_date()
    {
        var text = await TextOfServerAsync("record", Server.BaseAddress, "--to", Path.Combine(Folder, "recording.jsonl"));

        await ShouldHavePictureAsync("record", "chatsdk record https://host/v1 --to recording.jsonl --port 8080", text);
    }

    private async Task<string> TextOfServerAsync(params string[] arguments)
    {
        var running = TextOfAsync(arguments);
        await Output.WaitForAsync("/v1\n", Guard);
        using (ChatClient client = new(new ChatClientOptions { BaseAddress = Address().Matches(Output.Text)[^1].Value, Model = "m", MaxRetries = 1 }))
        {
            await client.TryCreateAsync("Hi", cancellationToken: Guard);
            await client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        }

        Context.Interrupts.Raise();
        return await running;
    }

    // Standard output and standard error are written to the same terminal.
    private async Task<string> TextOfAsync(params string[] arguments)
    {
        Output.Console.Profile.Capabilities.Ansi = true;
        Output.Console.Profile.Capabilities.ColorSystem = ColorSystem.Standard;
        Output.Console.Profile.Width = _columns;
        var context = Context with { Error = Output.Console };
        await ToolCommand.RunAsync(context, arguments).WaitAsync(Guard);
        return TerminalScreen.Of(Output.Text);
    }

    // Addresses and times differ between runs, so they are replaced by fixed ones.
    private async Task ShouldHavePictureAsync(string name, string commandLine, string text)
    {
        text = text.Replace(new Uri(Server.BaseAddress).GetLeftPart(UriPartial.Authority), "https://host", StringComparison.Ordinal);
        text = Time().Replace(Port().Replace(text, "127.0.0.1:8080"), "12:00:00");
        var picture = TerminalPicture.Draw(commandLine, _columns, console => console.Profile.Out.Writer.Write(text));
        await DocsPage.ShouldHaveFileAsync($"images/{name}.svg", picture, Guard);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/v1", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Port();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
