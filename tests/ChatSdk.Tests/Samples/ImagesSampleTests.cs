using System.Text.Json;

namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class ImagesSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_describes_a_file_and_a_url()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Images", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be("squares.png: A red, a green and a blue square.\nlighthouse.jpg: A lighthouse by the sea.\n");
    }

    [Test]
    public async Task Files_are_sent_in_base64_and_urls_unchanged()
    {
        var folder = Directory.CreateTempSubdirectory("chatsdk").FullName;
        var (image, audio, document) = (Path.Combine(folder, "dot.png"), Path.Combine(folder, "hm.wav"), Path.Combine(folder, "page.pdf"));
        await File.WriteAllTextAsync(image, "P");
        await File.WriteAllTextAsync(audio, "S");
        await File.WriteAllTextAsync(document, "T");

        var (exitCode, _, errors) = await RunAsync(image, "https://example.org/a.jpg", audio, document);

        (exitCode, errors).Should().Be((0, ""));
        Server.Requests.Select(request => Content(request.Json!.Value)[1].GetRawText()).Should().Equal(
            """{"type":"image_url","image_url":{"url":"data:image/png;base64,UA=="}}""",
            """{"type":"image_url","image_url":{"url":"https://example.org/a.jpg","detail":"low"}}""",
            """{"type":"input_audio","input_audio":{"data":"Uw==","format":"wav"}}""",
            """{"type":"file","file":{"file_data":"data:application/pdf;base64,VA==","filename":"page.pdf"}}""");
        Content(Server.Requests[0].Json!.Value)[0].GetProperty("text").GetString().Should().Be("What is this?");
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public Task Missing_file_is_reported_in_one_line() => ShouldFailInOneLineAsync(Path.Combine(Path.GetTempPath(), "no", "such.png"), "such.png");

    [Test]
    public Task File_of_an_unknown_type_is_reported_in_one_line() => ShouldFailInOneLineAsync(typeof(ImagesSampleTests).Assembly.Location, "ChatSdk.Tests.dll");

    [Test]
    public Task Unreachable_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("Images", Guard);

    private async Task ShouldFailInOneLineAsync(string file, string expected)
    {
        var (exitCode, _, errors) = await RunAsync(file);

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(expected);
        Server.Requests.Should().BeEmpty();
    }

    private static JsonElement Content(JsonElement request) => request.GetProperty("messages")[0].GetProperty("content");

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) =>
        SampleProgram.RunAsync("Images", arguments, Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));
}
