using System.CommandLine;
using Spectre.Console.Testing;

namespace ChatSdk.Tool.Tests;

[TestFixture]
public sealed class HelpTests
{
    [Test]
    public async Task Help_describes_the_program()
    {
        using var output = new StringWriter();
        using var console = new TestConsole();

        var exitCode = await ToolCommand.Create(new ToolContext(TextReader.Null, console, console, _ => null)).Parse("--help").InvokeAsync(new InvocationConfiguration { Output = output });

        exitCode.Should().Be(0);
        output.ToString().Should().Contain("Usage:");
    }
}
