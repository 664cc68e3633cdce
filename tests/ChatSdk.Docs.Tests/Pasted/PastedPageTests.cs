using System.Diagnostics;

namespace ChatSdk.Docs.Tests.Pasted;

/// <summary>Tests that the code in the introductory pages compiles if a reader pastes it in order, and that the first program and all the code of getting-started.md run.</summary>
[TestFixture]
public sealed class PastedPageTests
{
    private static readonly string _introduction = Path.Combine("docs", "getting-started.md");

    [TestCase("README.md")]
    [TestCase("docs/getting-started.md")]
    public void Blocks_of_the_page_pasted_in_order_compile_without_warnings(string page)
    {
        using var program = new MemoryStream();

        PastedPage.Of(page).Compile(program).Should().BeEmpty();
    }

    [Test]
    public void Block_that_starts_with_a_file_name_becomes_a_file()
    {
        PastedPage.Of(_introduction).Files.Should().Equal("Program.cs", "Recipe.cs", "GreeterTests.cs");
    }

    [TestCase(true)]
    [TestCase(false)]
    [CancelAfter(60_000)]
    public async Task First_program_and_all_the_code_of_the_page_run_as_pasted(bool isFirst, CancellationToken cancellation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Pasted.dll");
        await using (var file = File.Create(path))
        {
            (isFirst ? PastedPage.FirstBlockOf(_introduction) : PastedPage.Of(_introduction)).Compile(file).Should().BeEmpty();
        }

        var (exitCode, output) = await RunAsync(path, cancellation);

        exitCode.Should().Be(0, output);
        output.Should().Contain("haiku about recursion").And.Contain("stop, ");
        output.Contains("Pancakes: 20 minutes", StringComparison.Ordinal).Should().Be(!isFirst);
    }

    /// <summary>Runs a program with the runtime and the packages of this test project.</summary>
    private static async Task<(int ExitCode, string Output)> RunAsync(string path, CancellationToken cancellation)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "ChatSdk.Docs.Tests");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", $"{tests}.runtimeconfig.json", "--depsfile", $"{tests}.deps.json", path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, output);
    }
}
