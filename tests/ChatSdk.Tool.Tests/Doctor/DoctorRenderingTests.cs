using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

public sealed class DoctorRenderingTests : DoctorTest
{
    private const string _key = "secret-key-1";

    [TestCase("table")]
    [TestCase("markdown")]
    [TestCase("html")]
    [TestCase("json")]
    public async Task Report_never_contains_the_key(string format)
    {
        Server.AnswersAlways(FakeAnswer.Text($"Your key is {_key}.").WithHeader("Server", _key));

        var exitCode = await RunAsync("doctor", $"{Server.BaseAddress}?api-key={_key}", "--key", _key, "--format", format);

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Contain("Your key is ***.").And.NotContain(_key);
        Error.Text.Should().NotContain(_key);
    }

    [Test]
    public async Task Table_fits_in_40_columns()
    {
        Output.Console.Profile.Width = 40;
        ScriptModel();

        await RunAsync("doctor", Server.BaseAddress);

        Output.Text.Split('\n').Should().OnlyContain(line => line.TrimEnd().Length <= 40);
        Output.Text.Should().Contain("odd").And.Contain("To use this server:");
    }

    [Test]
    public async Task Text_from_the_server_cannot_control_the_terminal()
    {
        Server.AnswersAlways(FakeAnswer.Text("\u001b[2J[red]"));

        await RunAsync("doctor", Server.BaseAddress, "--only", "answer");

        Output.Text.Should().NotContain("\u001b").And.Contain("[red]");
    }

    [Test]
    public async Task Text_from_the_server_is_not_markup_in_an_HTML_report()
    {
        Server.AnswersAlways(FakeAnswer.Text("<script>alert(1)</script>"));

        await RunAsync("doctor", Server.BaseAddress, "--only", "answer", "--format", "html");

        Output.Text.Should().NotContain("<script").And.Contain("&lt;script&gt;alert(1)");
    }

    [Test]
    public async Task Text_from_the_server_does_not_break_the_Markdown_table()
    {
        Server.AnswersAlways(FakeAnswer.Text("a | b\n```\nc"));

        await RunAsync("doctor", Server.BaseAddress, "--only", "answer", "--format", "markdown");

        Output.Text.Split('\n').Where(line => line.StartsWith("| Complete answer", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().EndWith("|  |");
    }

    [Test]
    public async Task Comparison_of_two_reports_lists_only_the_differences()
    {
        GivenPath("/embeddings").AnswersEmbeddings([1, 0]).AnswersError(404, "Not found");
        ScriptModel();
        var first = Path.Combine(Folder, "a.json");
        var second = Path.Combine(Folder, "b.json");
        await RunAsync("doctor", Server.BaseAddress, "--json", "-o", first);
        await RunAsync("doctor", Server.BaseAddress, "--json", "-o", second, "--skip", "seed", "cancel", "stream-timing");

        var exitCode = await RunAsync("doctor", "--compare", first, second);

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Contain("Embeddings").And.NotContain("Reachability").And.Contain("Different findings: 1. Equal findings: 46. In only one report: 3.");
    }

    [Test]
    public async Task Comparison_of_two_servers_rejects_a_key_and_sends_nothing()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);

        var exitCode = await RunAsync("doctor", "--compare", Server.BaseAddress, other.BaseAddress, "--key", _key);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Server.Requests.Concat(other.Requests).Should().BeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Comparison_of_two_servers_sends_a_stored_key_only_to_its_server(bool isFirst)
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        (Variables["CHATSDK_BASE_URL"], Variables["CHATSDK_API_KEY"]) = (Server.BaseAddress, _key);
        string[] servers = isFirst ? [Server.BaseAddress, other.BaseAddress] : [other.BaseAddress, Server.BaseAddress];

        var exitCode = await RunAsync(["doctor", "--compare", .. servers, "--model", "m", "--only", "answer"]);

        exitCode.Should().Be(ExitCodes.Success);
        Server.Requests.Should().Contain(request => request.Headers.ContainsKey("Authorization"));
        other.Requests.Should().NotBeEmpty().And.NotContain(request => request.Headers.ContainsKey("Authorization"));
    }
}
