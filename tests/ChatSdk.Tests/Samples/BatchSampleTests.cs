using System.Text.Json;

namespace ChatSdk.Tests.Samples;

[TestFixture]
[CancelAfter(60_000)]
public sealed class BatchSampleTests : ClientTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsdk").FullName;

    private string Questions => Path.Combine(_folder, "questions.jsonl");

    private string Answers => Path.Combine(_folder, "answers.jsonl");

    [TearDown]
    public void DeleteFiles() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Sample_without_a_configured_server_sends_the_requests_in_its_example_file()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Batch", [Path.Combine(SampleFolder, "questions.jsonl"), Answers], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Contain("0 of 20 lines were already done.").And.Contain("20 lines are done, 0 failed in this run");
        Lines().Should().HaveCount(20);
    }

    [Test]
    public async Task Failed_line_is_written_with_its_error()
    {
        await File.WriteAllLinesAsync(Questions, ["""{"messages":[{"role":"user","content":"Hi"}]}""", "{ this is not JSON", """{"messages":[]}"""]);
        Server.AnswersError(400, "Too rude.");

        var (exitCode, output, _) = await RunAsync();

        exitCode.Should().Be(0);
        output.Should().Contain("3 failed in this run");
        var errors = Lines().ToDictionary(line => line.GetProperty("line").GetInt32(), line => line.GetProperty("error").GetString());
        errors[1].Should().Contain("Too rude.");
        errors[2].Should().Contain("not the JSON of a chat request");
        errors[3].Should().Contain("Messages is empty");
    }

    [TestCase("My notes, not answers.")]
    [TestCase("My notes.\nNot answers.\n")]
    public async Task Output_file_that_contains_no_answers_is_not_changed(string notes)
    {
        await File.WriteAllTextAsync(Answers, notes);
        await File.WriteAllLinesAsync(Questions, ["""{"messages":[{"role":"user","content":"Hi"}]}""", ""]);

        var (exitCode, _, errors) = await RunAsync();

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle();
        (await File.ReadAllTextAsync(Answers)).Should().Be(notes);
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Killed_batch_resumes_without_losing_or_repeating_lines()
    {
        const int Count = 300;
        await File.WriteAllLinesAsync(Questions, Enumerable.Range(1, Count).Select(number => $$"""{"messages":[{"role":"user","content":"Question {{number}}"}]}"""));
        Dictionary<int, int> timesSentWhenFinished = [];
        foreach (var moment in new[] { 1, 5, 40, 90 })
        {
            using (var program = SampleProgram.Start("Batch", [Questions, Answers], ("CHATSDK_BASE_URL", Server.BaseAddress)))
            {
                for (var request = 0; request < moment; request++)
                {
                    await Server.NextRequestAsync(Guard);
                }

                program.Process.Kill();
                await program.Process.WaitForExitAsync(Guard);
            }

            foreach (var line in FinishedLines())
            {
                timesSentWhenFinished.TryAdd(line, TimesSent(line));
            }

            // This simulates a last write that was truncated.
            await File.AppendAllTextAsync(Answers, """{"line":29""");
        }

        var finished = await File.ReadAllTextAsync(Answers);
        var (exitCode, _, errors) = await RunAsync();

        (exitCode, errors).Should().Be((0, ""));
        Lines().Select(line => line.GetProperty("line").GetInt32()).Should().BeEquivalentTo(Enumerable.Range(1, Count));
        (await File.ReadAllTextAsync(Answers)).Should().StartWith(finished[..(finished.LastIndexOf('\n') + 1)]);
        timesSentWhenFinished.Should().NotBeEmpty().And.OnlyContain(finishedLine => TimesSent(finishedLine.Key) == finishedLine.Value);
        Lines().Should().OnlyContain(line => line.GetProperty("text").GetString() == $"You said: Question {line.GetProperty("line").GetInt32()}");
    }

    private static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "..", "..", "Batch", new DirectoryInfo(AppContext.BaseDirectory).Name);

    private Task<(int ExitCode, string Output, string Errors)> RunAsync() =>
        SampleProgram.RunAsync("Batch", [Questions, Answers], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

    private IEnumerable<int> FinishedLines()
    {
        var text = File.Exists(Answers) ? File.ReadAllText(Answers) : "";
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line).GetProperty("line").GetInt32());
    }

    private int TimesSent(int line) => Server.Requests.Count(request =>
        request.Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString() == $"Question {line}");

    private IEnumerable<JsonElement> Lines() => File.ReadAllLines(Answers).Select(line => JsonElement.Parse(line));
}
