using System.Globalization;
using System.Text.Json;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests where the parts of an error can be in the body, and which value is used if a part is in several places.</summary>
[TestFixture]
public sealed class ErrorBodyTests
{
    [TestCase("""{"error":"e"}""", "message=e")]
    [TestCase("""{"error":"e","message":"m","code":"c","type":"t","status_code":503}""", "message=m code=c type=t status=503")]
    [TestCase("""{"error":"e","error_type":"t","type":"u"}""", "message=e type=t")]
    [TestCase("""{"error":"e","code":404}""", "message=e code=404 status=404")]
    [TestCase("""{"error":"e","status_code":503,"code":404}""", "message=e code=404 status=503")]
    [TestCase("""{"error":"e","message":["a","b"]}""", "message=a; b")]
    [TestCase("""{"error":"e","message":{}}""", "message=e")]
    public void Error_string_is_read_with_its_sibling_fields(string body, string parts) => TextOf(body).Should().Be(parts);

    [TestCase("""{"error":{"message":"m","detail":"d"},"message":"b"}""", "message=m")]
    [TestCase("""{"error":{"detail":"d"},"message":"b"}""", "message=d")]
    [TestCase("""{"error":{"code":"c"},"message":"b"}""", "message=b code=c")]
    [TestCase("""{"error":{"type":"t","status":"s"}}""", "type=t")]
    [TestCase("""{"error":{"status":"s"}}""", "type=s")]
    [TestCase("""{"error":{"param":"p","reason":"r"}}""", "param=p reason=r")]
    [TestCase("""{"error":{"http_status_code":501,"status_code":502}}""", "status=501")]
    [TestCase("""{"error":{"status_code":502,"http_code":504}}""", "status=502")]
    [TestCase("""{"error":{"status":503,"http_code":504}}""", "type=503 status=503")]
    [TestCase("""{"error":{"http_code":"504","code":505}}""", "code=505 status=504")]
    [TestCase("""{"error":{"code":505}}""", "code=505 status=505")]
    [TestCase("""{"error":[{"message":"m"}]}""", "message=m")]
    public void Parts_of_an_error_are_read_from_an_error_object(string body, string parts) => TextOf(body).Should().Be(parts);

    [TestCase("""{"error":{"message":{"error":{"message":"m","code":"c","type":"t","param":"p"}}}}""", "message=m code=c type=t param=p reason=c")]
    [TestCase("""{"error":{"message":{"message":"m","code":"c"},"code":"d","type":"t","param":"p","reason":"r"}}""", "message=m code=d type=t param=p reason=r")]
    [TestCase("""{"error":{"message":" {\"message\":\"m\"}"}}""", "message=m")]
    [TestCase("""{"error":{"message":"[{\"message\":\"m\"}]"}}""", "message=m")]
    [TestCase("""{"error":{"message":["a","b"]}}""", "message=a; b")]
    [TestCase("""{"error":{"message":[1,"a"]}}""", "message=a")]
    [TestCase("""{"error":{"message":[]},"message":"b"}""", "message=b")]
    [TestCase("""{"error":{"message":"{}"}}""", "message={}")]
    [TestCase("""{"error":{"message":"(m)"}}""", "message=(m)")]
    public void Error_message_that_is_or_looks_like_JSON_is_read(string body, string parts) => TextOf(body).Should().Be(parts);

    [TestCase("""{"base_resp":{"status_code":1008,"status_msg":"m"}}""", "message=m code=1008")]
    [TestCase("""{"base_resp":{"status_code":-1,"status_msg":"m"},"message":"b"}""", "message=m code=-1")]
    [TestCase("""{"base_resp":{"status_code":0,"status_msg":"m"},"message":"b"}""", "message=b")]
    [TestCase("""{"base_resp":"s","message":"b"}""", "message=b")]
    [TestCase("""{"error_message":"m","error_msg":"n","error_code":"c","error_type":"t"}""", "message=m code=c type=t")]
    [TestCase("""{"error_msg":"n","message":"m"}""", "message=n")]
    [TestCase("""{"error_type":"t","message":"m"}""", "message=m code=t type=t")]
    [TestCase("""{"error_code":7,"text":"t","message":"m"}""", "message=t code=7")]
    [TestCase("""{"error_code":7,"message":"m"}""", "message=m code=7")]
    [TestCase("""{"error_code":0,"text":"t","message":"m"}""", "message=m")]
    public void Error_without_an_error_object_is_read(string body, string parts) => TextOf(body).Should().Be(parts);

    [TestCase("""{"errors":[{"message":"m","msg":"n","code":"c"}]}""", "message=m code=c")]
    [TestCase("""{"errors":[{"msg":"n","detail":"d"}]}""", "message=n")]
    [TestCase("""{"errors":[{"detail":"d","title":"t"}]}""", "message=d")]
    [TestCase("""{"errors":[{"title":"t","loc":["body","top_p",0]}]}""", "message=t param=body.top_p.0")]
    [TestCase("""{"errors":["a","b"]}""", "message=a")]
    [TestCase("""{"errors":[],"message":"m"}""", "message=m")]
    [TestCase("""{"errors":{"a":1},"message":"m"}""", "message=m")]
    [TestCase("""{"fault":{"faultstring":"f","detail":{"errorcode":"c"}}}""", "message=f code=c")]
    [TestCase("""{"fault":{"faultstring":"f","detail":"d"}}""", "message=f")]
    [TestCase("""{"fault":"f","message":"m"}""", "message=m")]
    public void Error_is_read_from_errors_or_fault_or_otherwise_from_message(string body, string parts) => TextOf(body).Should().Be(parts);

    [TestCase("""{"message":"m","msg":"n","title":"t"}""", "message=m")]
    [TestCase("""{"msg":"n","detail":"d"}""", "message=n")]
    [TestCase("""{"detail":"d","title":"t"}""", "message=d")]
    [TestCase("""{"title":"t"}""", "message=t")]
    [TestCase("""{"detail":{"message":"m","error":""},"title":"t"}""", "message=m")]
    [TestCase("""{"detail":{"message":"m"},"title":"t"}""", "message=m")]
    [TestCase("""{"message":{"message":"m","code":"c","type":"t","param":"p"}}""", "message=m code=c type=t param=p")]
    [TestCase("""{"message":{"message":"m","code":"c","type":"t","param":"p"},"code":"d","type":"u","param":"q"}""", "message=m code=d type=u param=q")]
    [TestCase("""{"message":["a","b"]}""", "message=a; b")]
    [TestCase("""{"message":{"detail":[{"msg":"m","message":"n","loc":["body",1]}]}}""", "message=m param=body.1")]
    [TestCase("""{"detail":[{"message":"n","loc":"body"}]}""", "message=n")]
    [TestCase("""{"detail":[{"msg":"m","loc":["a"]}],"param":"p"}""", "message=m param=p")]
    [TestCase("""{"detail":[],"message":"m"}""", "message=m")]
    [TestCase("""{"detail":{"error":{"message":"m","code":"c"}}}""", "message=m code=c")]
    [TestCase("""{"message":"m","error_type":"t"}""", "message=m code=t type=t")]
    [TestCase("""{"object":"error"}""", "")]
    [TestCase("""{"code":401}""", "code=401 status=401")]
    [TestCase("""{"status_code":402}""", "status=402")]
    [TestCase("""{"status":403,"status_code":402,"code":401}""", "code=401 status=403")]
    [TestCase("""{"status_code":402,"code":401}""", "code=401 status=402")]
    [TestCase("\"e\"", "message=e")]
    [TestCase("""[1,{},{"message":"m"}]""", "message=m")]
    public void Error_in_top_level_fields_a_string_or_a_list_is_read(string body, string parts) => TextOf(body).Should().Be(parts);

    [TestCase("{}")]
    [TestCase("""{"error":""}""")]
    [TestCase("""{"error":5}""")]
    [TestCase("""{"object":"list"}""")]
    [TestCase("""{"code":"c"}""")]
    [TestCase("""{"type":"t","param":"p"}""")]
    [TestCase("5")]
    [TestCase("[]")]
    [TestCase("""[[[[["nested too deeply"]]]]]""")]
    public void Body_without_readable_error_information_is_not_an_error(string body) => Read(body).Should().BeNull();

    [Test]
    public void Error_is_read_from_four_nested_lists() => TextOf("""[[[["e"]]]]""").Should().Be("message=e");

    [Test]
    public void Extra_fields_in_and_next_to_an_error_are_preserved_unless_they_are_null()
    {
        var error = Read("""{"error":{"message":"m","code":1,"type":"t","param":"p","reason":"r","n_ctx":8,"none":null},"request_id":"i","nothing":null}""")!;

        error.ExtraFields.Select(field => $"{field.Key}={field.Value}").Should().BeEquivalentTo("n_ctx=8", "request_id=i");
    }

    private static ErrorBody? Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        return ErrorBody.Read(json.RootElement);
    }

    private static string TextOf(string body)
    {
        var error = Read(body)!;
        (string, string?)[] parts =
        [
            ("message", error.Message), ("code", error.Code), ("type", error.Type), ("param", error.Param), ("reason", error.Reason),
            ("status", error.Status?.ToString(CultureInfo.InvariantCulture)),
        ];
        return string.Join(' ', parts.Where(item => item.Item2 is not null).Select(item => $"{item.Item1}={item.Item2}"));
    }
}
