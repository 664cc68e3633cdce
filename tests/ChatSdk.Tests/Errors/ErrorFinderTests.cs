using System.Text.Json;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests which JSON is recognized as an error despite a successful status.</summary>
[TestFixture]
public sealed class ErrorFinderTests
{
    [TestCase("""{"error":"e"}""")]
    [TestCase("""{"error":{"code":1}}""")]
    [TestCase("""{"error":true}""")]
    [TestCase("""{"error":5}""")]
    [TestCase("""{"error":[0,1]}""")]
    [TestCase("""{"error":1e999}""")]
    [TestCase("""{"object":"error"}""")]
    [TestCase("""{"error_message":"e"}""")]
    [TestCase("""{"error_msg":"e"}""")]
    [TestCase("""{"error_code":5}""")]
    [TestCase("""{"base_resp":{"status_code":1}}""")]
    [TestCase("""{"choices":[],"error":"e"}""", Description = "The error is in the same object as `choices`.")]
    [TestCase("""[{},{"error":"e"}]""")]
    [TestCase("""{"data":{"error":"e"}}""")]
    [TestCase("""{"choices":[{},{"error":"e"}]}""")]
    public void Explicit_error_is_found_before_and_between_chunks(string json)
    {
        IsFound(json, isBetweenChunks: false).Should().BeTrue();
        IsFound(json, isBetweenChunks: true).Should().BeTrue();
    }

    [TestCase("""{"error":null}""")]
    [TestCase("""{"error":""}""")]
    [TestCase("""{"error":0}""")]
    [TestCase("""{"error":false}""")]
    [TestCase("""{"error":{"code":0,"message":""}}""")]
    [TestCase("""{"error":[]}""")]
    [TestCase("""{"error_code":0}""")]
    [TestCase("""{"error_code":"200"}""")]
    [TestCase("""{"error_code":"Success"}""")]
    [TestCase("""{"error_code":"OK"}""")]
    [TestCase("""{"base_resp":{"status_code":0}}""")]
    [TestCase("""{"data":{"error":null}}""")]
    [TestCase("""{"other":{"error":"e"}}""")]
    [TestCase("""{"choices":[{"error":null}]}""")]
    [TestCase("""{"choices":{"error":"e"}}""")]
    [TestCase("5")]
    [TestCase("[5]")]
    [TestCase("{}")]
    public void Json_whose_error_is_missing_empty_misplaced_or_a_success_code_is_not_an_error(string json)
    {
        IsFound(json, isBetweenChunks: false).Should().BeFalse();
        IsFound(json, isBetweenChunks: true).Should().BeFalse();
    }

    [TestCase("""{"status_code":400}""")]
    [TestCase("""{"code":400}""")]
    [TestCase("""{"status":400}""")]
    [TestCase("""{"status":"error"}""")]
    [TestCase("""{"status":"failure"}""")]
    [TestCase("""{"status":"failed"}""")]
    [TestCase("""{"type":"error"}""")]
    [TestCase("""{"detail":"d"}""")]
    [TestCase("""{"errors":["e"]}""")]
    [TestCase("""{"fault":{"faultstring":"f"}}""")]
    [TestCase("""{"message":"m","code":"c"}""")]
    [TestCase("""{"message":"It failed"}""")]
    [TestCase("""{"message":"m","type":"invalid_request"}""")]
    [TestCase("""{"msg":"Limit reached"}""")]
    [TestCase("""{"choices":null,"code":400}""")]
    [TestCase("""{"usage":5,"code":400}""")]
    public void Implicit_error_is_found_if_there_are_no_valid_choices_or_usage(string json)
    {
        IsFound(json, isBetweenChunks: false).Should().BeTrue();
        IsFound(json, isBetweenChunks: true).Should().BeTrue();
    }

    [TestCase("""{"message":"Working on it"}""")]
    [TestCase("""{"msg":"Working on it","type":"progress"}""")]
    public void Message_that_reports_no_failure_is_an_error_only_before_the_first_chunk(string json)
    {
        IsFound(json, isBetweenChunks: false).Should().BeTrue();
        IsFound(json, isBetweenChunks: true).Should().BeFalse();
    }

    [TestCase("""{"code":399}""")]
    [TestCase("""{"code":0,"message":"It failed"}""")]
    [TestCase("""{"code":200,"message":"m"}""")]
    [TestCase("""{"status_code":"ok","message":"m"}""")]
    [TestCase("""{"status":"running"}""")]
    [TestCase("""{"type":"ping"}""")]
    [TestCase("""{"detail":""}""")]
    [TestCase("""{"errors":[]}""")]
    [TestCase("""{"fault":null}""")]
    [TestCase("""{"choices":[],"message":"It failed"}""")]
    [TestCase("""{"usage":{},"code":400}""")]
    public void Json_that_reports_no_failure_or_has_choices_or_usage_is_not_an_error(string json)
    {
        IsFound(json, isBetweenChunks: false).Should().BeFalse();
        IsFound(json, isBetweenChunks: true).Should().BeFalse();
    }

    [TestCase("""{"error":"e"}""", true)]
    [TestCase("""{"other":1,"error":"e"}""", true)]
    [TestCase("""{"error_message":"e"}""", true)]
    [TestCase("""{"error_msg":"e"}""", true)]
    [TestCase("""{"error_code":"e"}""", true)]
    [TestCase("""{"base_resp":{}}""", true)]
    [TestCase("""{"x_server":{}}""", true)]
    [TestCase("""{"choices":[{"error":"e"}]}""", true)]
    [TestCase("""{"errors":"e"}""", false)]
    [TestCase("""{"choices":[{"errors":"e"}]}""", false)]
    [TestCase("{}", false)]
    public void Answer_is_searched_only_if_a_field_may_contain_an_error(string json, bool isSearched)
    {
        var answer = WireReader.ReadWhole<ChatCompletion>(System.Text.Encoding.UTF8.GetBytes(json));

        ErrorFinder.MayContainError(answer, answer.Choices).Should().Be(isSearched);
    }

    [TestCase("""{"choices":[{"error":"a"},{"error":"b"}]}""", """{"error":"a"}""")]
    [TestCase("""{"data":{"error":"a"},"id":"i"}""", """{"error":"a"}""")]
    [TestCase("""[{"id":"i"},{"error":"b"}]""", """{"error":"b"}""")]
    [TestCase("""{"error":"a","data":{"error":"b"}}""", """{"error":"a","data":{"error":"b"}}""")]
    public void First_object_that_directly_contains_an_error_is_returned(string json, string expected)
    {
        using var parsed = JsonDocument.Parse(json);

        ErrorFinder.Find(parsed.RootElement)!.Value.GetRawText().Should().Be(expected);
    }

    private static bool IsFound(string json, bool isBetweenChunks)
    {
        using var parsed = JsonDocument.Parse(json);
        return ErrorFinder.Find(parsed.RootElement, isBetweenChunks) is not null;
    }
}
