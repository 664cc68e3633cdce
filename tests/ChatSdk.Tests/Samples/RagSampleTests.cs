namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class RagSampleTests : ClientTest
{
    [Test]
    public async Task Answer_cites_files_and_headings_or_says_that_nothing_was_found()
    {
        using var program = SampleProgram.Start("Rag", []);

        await program.ReadUntilAsync("Ask something about the 6 passages.", Guard);
        await program.SayAsync("How many vacation days do I have?", "  [5] leave.md › Vacation\n> ", Guard);
        await program.SayAsync("When do I get a new laptop?", "  [1] equipment.md › Laptop\n  [2] equipment.md › Theft and damage\n> ", Guard);
        await program.SayAsync("Who won the match on Sunday?", "I found nothing about this in the files.\n> ", Guard);
        await program.Process.StandardInput.WriteLineAsync();
        var (exitCode, _, errors) = await program.EndAsync(Guard);

        (exitCode, errors).Should().Be((0, ""));
    }

    [Test]
    public async Task Similar_passages_and_the_history_are_sent_and_an_invalid_citation_is_reported()
    {
        Server.Given(_ => true).AnswersText("30 days [5], or [77].");
        using var program = SampleProgram.Start("Rag", [], ("CHATSDK_BASE_URL", Server.BaseAddress), ("CHATSDK_MODEL", "chat"), ("CHATSDK_EMBEDDING_MODEL", "embed"));

        var shown = await program.SayAsync("How many vacation days do I have?", "such passage.\n", Guard);
        await program.SayAsync("Do unused vacation days expire?", "such passage.\n", Guard);
        program.Process.StandardInput.Close();
        await program.EndAsync(Guard);

        shown.Should().Contain("30 days [5], or [77].\n  [5] leave.md › Vacation\n  [77] There is no such passage.\n");
        Server.Requests.Select(request => request.Json!.Value.GetProperty("model").GetString()).Should().Equal("embed", "embed", "chat", "embed", "chat");
        Server.Requests[0].Json!.Value.GetProperty("input")[4].GetString().Should().Be("Vacation\nYou have 30 days of vacation a year. Unused vacation days expire at the end of March.");
        Server.Requests[2].Chat!.Messages[^1].Text.Should().StartWith("[5] leave.md › Vacation\nYou have 30 days").And.EndWith("Question: How many vacation days do I have?");
        Server.Requests[4].Chat!.Messages.Should().HaveCount(4);
    }

    [Test]
    public async Task Markdown_files_in_the_given_folder_are_split_into_passages()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.md"), "Before the first heading.\n```\n# no heading\n```\n# First #\none\n## Second\ntwo\n", Guard);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "b.md"), $"# Long\n{new string('x', 2000)}\n\nrest\n#hashtag\n", Guard);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "c.txt"), "# Not Markdown\ntext\n", Guard);

        var (exitCode, output, _) = await SampleProgram.RunAsync("Rag", [folder.FullName], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        (exitCode, output).Should().Be((0, "Ask something about the 5 passages. An empty line ends the program.\n> "));
        Server.Requests.Should().ContainSingle().Which.Json!.Value.GetProperty("input").EnumerateArray().Select(input => input.GetString())
            .Should().Equal("\nBefore the first heading.\n```\n# no heading\n```", "First\none", "Second\ntwo", $"Long\n{new string('x', 2000)}", "Long\nrest\n#hashtag");
        folder.Delete(recursive: true);
    }

    [Test]
    public Task Unreachable_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("Rag", Guard);

    [Test]
    public async Task Missing_folder_is_reported_in_one_line()
    {
        var (exitCode, _, errors) = await SampleProgram.RunAsync("Rag", ["/no/such/folder"], Guard);

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain("/no/such/folder");
    }
}
