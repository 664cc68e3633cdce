using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ChatSdk.Testing.Tests;

/// <summary>Checks that the generated tables in <c>docs/testing.md</c> match the exceptions that the client throws.</summary>
public sealed class TestingTableTests : ClientTest
{
    private const string _end = "<!-- end -->";

    private static readonly ChatCompletionRequest _hi = new() { Messages = [ChatMessage.User("Hi")] };

    private static readonly (string Name, FakeAnswer Answer)[] _endings =
    [
        ("ThenCuts()", FakeAnswer.Text("Hello.").ThenCuts()),
        ("ThenResets()", FakeAnswer.Text("Hello.").ThenResets()),
        ("ThenHangs()", FakeAnswer.Text("Hello.").ThenHangs()),
        ("FakeAnswer.Drop()", FakeAnswer.Drop()),
        ("FakeAnswer.Silence()", FakeAnswer.Silence()),
        ("FakeAnswer.Events(…)` without `[DONE]", FakeAnswer.Events("""{"choices":[{"delta":{"content":"Hel"}}]}""")),
    ];

    private static string Page => Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "docs", "testing.md"));

    [Test]
    public async Task Table_of_endings_matches_the_exceptions_that_the_client_throws()
    {
        using var impatient = new ChatClient(new ChatClientOptions
        {
            BaseAddress = Server.BaseAddress,
            Model = "m",
            MaxRetries = 0,
            AttemptTimeout = TimeSpan.FromSeconds(2),
            StreamIdleTimeout = TimeSpan.FromMilliseconds(300),
        });
        var table = new StringBuilder("| ending | a stream throws | a complete answer throws |\n|---|---|---|\n");
        foreach (var (name, answer) in _endings)
        {
            // Only these two answers must cause a timeout, so only they are requested by the client with short timeouts.
            var client = name is "ThenHangs()" or "FakeAnswer.Silence()" ? impatient : Client;
            Server.Answers(answer).Answers(answer);
            var (_, stream) = await ReadBrokenAsync(client, "Hi");
            var complete = await client.TryCreateAsync(_hi, cancellationToken: Guard);
            table.Append(CultureInfo.InvariantCulture, $"| `{name}` | {Describe(stream)} | {Describe(complete.Error!)} |\n");
        }

        await CompareWithPageAsync("<!-- written by TestingTableTests from the endings -->", table.ToString());
    }

    [Test]
    public async Task Table_of_errors_matches_the_exceptions_that_the_client_throws()
    {
        var table = new StringBuilder("| `FakeErrors.` | status | the client throws |\n|---|---|---|\n");
        foreach (var property in typeof(FakeErrors).GetProperties(BindingFlags.Public | BindingFlags.Static).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            var answer = (FakeAnswer)property.GetValue(null)!;
            Server.Answers(answer).Answers(answer);
            var (_, failure) = await ReadBrokenAsync("Hi");
            table.Append(CultureInfo.InvariantCulture, $"| `{property.Name}` | {await StatusAsync()} | {Describe(failure)} |\n");
        }

        await CompareWithPageAsync("<!-- written by TestingTableTests from FakeErrors.cs -->", table.ToString());
    }

    private static string Describe(ChatException failure) => $"`{failure.GetType().Name}`, `{failure switch
    {
        ChatApiException api => api.Kind,
        ChatConnectionException connection => connection.Kind,
        ChatTimeoutException timeout => (Enum)timeout.Kind,
        _ => throw new AssertionException($"There is no description of {failure}."),
    }}`";

    private static async Task CompareWithPageAsync(string begin, string table)
    {
        var page = await File.ReadAllTextAsync(Page, Guard);
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var end = page.IndexOf(_end, start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(Page, page[..start] + "\n" + table + page[end..], Guard);
            return;
        }

        page[start..end].Trim().Should().Be(table.Trim(), "run the tests with APPROVE_DOCS=1 to rewrite the table");
    }

    private async Task<int> StatusAsync()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(Server.BaseAddress), Guard);
        return (int)response.StatusCode;
    }

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
